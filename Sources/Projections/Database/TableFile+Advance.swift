internal import CSQLiteShim
internal import GRDB
internal import Ledger
internal import LedgerStore

extension TableFile {
    /// Events between two commits: what a process that is killed loses.
    private static let eventsPerCommit: Int64 = 65_536

    /// What the tables are made from.
    struct Source: Sendable {
        let ledger: LedgerReader
        let prompts: [DefaultPrompt]

        /// The checkpoint of tables that hold everything up to `position`; nil if the ledger does
        /// not reach so far.
        func checkpoint(at position: Int64) throws -> Checkpoint? {
            guard let event = try ledger.event(at: position) else { return nil }
            return Checkpoint(
                ledger: ledger.ledgerID.text, position: position, leaf: event.leaf.bytes,
                at: event.recordedAt.microseconds,
                defaultPrompts: DefaultPrompt.digest(prompts))
        }

        /// Whether `checkpoint` was made from this ledger as it is, with these prompts.
        func made(_ checkpoint: Checkpoint) throws -> Bool {
            try self.checkpoint(at: checkpoint.position) == checkpoint
        }
    }

    /// Brings the tables from where they are to the event at `head`. With the lock held.
    func advance(to head: Int64, from source: Source) throws {
        let position = try checkpoint()?.position ?? 0
        guard position < head else { return }
        let reader = try LogReader(path: source.ledger.files.database, after: position)
        defer { reader.close() }
        try queue.writeWithoutTransaction { database in
            do {
                try Self.advance(database, reader, position: position, head: head, source)
            } catch {
                if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                throw error
            }
        }
    }

    private static func advance(
        _ database: Database, _ reader: LogReader, position: Int64, head: Int64, _ source: Source
    ) throws {
        // One batch is read here and now; of many, the next is read while one is written.
        let prefetch =
            head - position > Int64(LogBatch.eventsMax) ? Prefetch(reader, upTo: head) : nil
        try database.execute(sql: "BEGIN IMMEDIATE")
        let fold = try Fold(database, prompts: source.prompts)
        var committed = position
        while true {
            let batch = try prefetch?.next() ?? reader.next(upTo: head)
            try fold.apply(batch)
            let isLast = batch.lastPosition >= head
            guard isLast || batch.lastPosition - committed >= eventsPerCommit else { continue }
            try fold.writeSums()
            guard let checkpoint = try source.checkpoint(at: batch.lastPosition) else {
                throw ProjectionError.damagedLedger("event \(batch.lastPosition) is missing")
            }
            try set(checkpoint, database)
            try database.execute(sql: "COMMIT")
            committed = batch.lastPosition
            if isLast { return }
            try database.execute(sql: "BEGIN IMMEDIATE")
        }
    }

    /// Copies the write-ahead log into the database and empties it, waiting for readers that are
    /// still in it. Throws unless nothing is left.
    func truncateLog() throws {
        try queue.writeWithoutTransaction { database in
            let result = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            guard let result, result[0] as Int == 0 else {
                throw DatabaseError(
                    resultCode: .SQLITE_BUSY,
                    message: "a reader keeps old pages in the write-ahead log")
            }
        }
    }

    /// Copies the write-ahead log into the database and empties it when it has grown: who opens
    /// the database first reads all that is in it. With the lock held. Never waits for a reader
    /// that is still in it: a later time will do.
    func checkpointLog(beyond bytes: Int64, logPath: String) {
        guard let size = ProjectionFiles.size(logPath), size > bytes else { return }
        queue.writeWithoutTransaction { database in
            sqlite3_busy_timeout(database.sqliteConnection, 0)
            _ = try? Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            sqlite3_busy_timeout(
                database.sqliteConnection, Int32(LedgerLimits.busyTimeoutMs))
        }
    }
}
