internal import CSQLiteShim
internal import GRDB
internal import Ledger

/// The connection that appends, with its statements and where it saw the log end.
final class WriterConnection {
    let queue: DatabaseQueue
    private(set) var head: LedgerHead
    // Versions of streams at `head`, so that a busy stream is not looked up for every event.
    private var versions: [StreamName: Int64] = [:]
    private var statements: AppendStatements?
    private let path: String
    // Where SQLite leaves the number of frames in the write-ahead log after every commit.
    private let frames = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private let framesMax: Int
    private let framesLeftMax: Int
    // How many frames the log had when it was checkpointed last. It only begins again when no
    // reader is in it; until then the next checkpoint waits for as many frames again.
    private var framesCheckpointed = 0

    /// Opens the ledger at `path`, which is complete and of the newest format.
    init(path: String) throws {
        self.path = path
        frames.initialize(to: 0)
        queue = try ConnectionSettings.open(path: path, access: .writing)
        let opened = try queue.writeWithoutTransaction { database in
            guard sqlite3_db_readonly(database.sqliteConnection, "main") == 0 else {
                throw LedgerStoreError.cannotWrite(path: path, reason: "it is read-only")
            }
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
            guard mode == "wal" else {
                throw LedgerStoreError.settingNotKept(
                    name: "journal_mode", wanted: "wal", found: mode ?? "nothing")
            }
            return (
                head: try LedgerHead.read(database, path: path),
                statements: try AppendStatements(database),
                pageBytes: try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4_096
            )
        }
        head = opened.head
        statements = opened.statements
        // Every frame has a header of 24 bytes.
        framesMax = LedgerLimits.walBytesMax / (opened.pageBytes + 24)
        framesLeftMax = LedgerLimits.walBytesLeftMax / (opened.pageBytes + 24)
        queue.writeWithoutTransaction { database in
            grok_sqlite_count_wal_frames(database.sqliteConnection, frames)
        }
    }

    deinit {
        close()
        frames.deallocate()
    }

    func close() {
        statements = nil
        // It can only fail for statements that are still there, and there are none.
        try? queue.close()
    }

    /// Begins a transaction and finds out where the log ends now.
    func begin(_ database: Database) throws -> (AppendTransaction, AppendStatements) {
        guard let statements else { throw LedgerStoreError.closed }
        try statements.begin.run()
        let size = try statements.headSize.step() ? statements.headSize.int64(0) : -1
        statements.headSize.rewind()
        if size != head.position {
            let found = try LedgerHead.read(database, path: path)
            guard found.position > head.position else {
                throw LedgerStoreError.damaged(
                    path: path,
                    what: "it ended at position \(head.position) and ends at \(found.position) now")
            }
            head = found
            versions = [:]
        }
        if versions.count > LedgerLimits.streamsRemembered { versions = [:] }
        // Handed over, not shared: a dictionary with two owners is copied before it is changed.
        var known: [StreamName: Int64] = [:]
        swap(&known, &versions)
        return (AppendTransaction(statements, head: head, versions: known), statements)
    }

    /// Remembers where a committed transaction left the log.
    func advance(with transaction: AppendTransaction) {
        head = transaction.head
        versions = transaction.versions
    }

    /// Whether exactly these events are in the log.
    func holds(_ records: [EventRecord]) throws -> Bool {
        guard let statements else { throw LedgerStoreError.closed }
        return try queue.writeWithoutTransaction { _ in
            let transaction = AppendTransaction(statements, head: head)
            return try records.allSatisfy { try transaction.record(id: $0.id) == $0 }
        }
    }

    /// Copies the write-ahead log into the database, as far as readers allow, if it has grown
    /// beyond its limit.
    func checkpointIfNeeded() throws {
        let found = Int(frames.pointee)
        if found < framesCheckpointed { framesCheckpointed = 0 }
        guard found - framesCheckpointed > framesMax else { return }
        framesCheckpointed = found
        try queue.writeWithoutTransaction { try Checkpoint.whatIsPossible($0) }
    }

    /// Leaves a short write-ahead log to whoever opens the ledger next.
    func shortenLog() throws {
        guard Int(frames.pointee) > framesLeftMax else { return }
        try queue.writeWithoutTransaction { try Checkpoint.wholeIfPossible($0) }
    }
}
