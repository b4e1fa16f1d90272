internal import GRDB
package import LedgerStore
internal import Migrations

/// The tables beside the ledger: the documented ones that scripts read, and those behind the
/// reports.
///
/// Everything in them is derived from the ledger, so they can be thrown away at any time, and every
/// command brings them up to date before it reads. Who writes to the ledger never waits for them.
package final class OrchestrationDatabase: Sendable {
    /// Beyond this many bytes the holder of the lock copies the write-ahead log into the database.
    static let logBytesMax: Int64 = 1_048_576
    /// Tables of which more events than this are missing altogether are made beside the live ones
    /// and copied: faster than through the write-ahead log.
    static let eventsMax: Int64 = 65_536

    /// Where the tables lie.
    package var path: String { files.database }

    let files: ProjectionFiles
    let source: TableFile.Source
    let live: TableFile
    private let lock: ProjectionLock

    private init(
        files: ProjectionFiles, source: TableFile.Source, live: TableFile, lock: ProjectionLock
    ) {
        self.files = files
        self.source = source
        self.live = live
        self.lock = lock
    }

    /// Opens the tables of the home that `ledger` lies in, and makes them if they are missing, were
    /// made by another version of the program, or cannot be read.
    ///
    /// - Parameters:
    ///   - prompts: The templates that come with the program; always the same.
    ///   - waiting: Called when another process works on the tables for longer than five seconds,
    ///     with its process id.
    package static func open(
        ledger: LedgerReader, prompts: [DefaultPrompt],
        waiting: @escaping @Sendable (Int32?) -> Void = { _ in }
    ) throws(ProjectionError) -> OrchestrationDatabase {
        let files = ProjectionFiles(ledger.files)
        return try ProjectionError.translating(files.database) {
            let lock = ProjectionLock(path: files.lock, waiting: waiting)
            return OrchestrationDatabase(
                files: files, source: TableFile.Source(ledger: ledger, prompts: prompts),
                live: try TableFile.openOrMake(files, lock), lock: lock)
        }
    }

    /// Opens the tables of the home `directory`; nil, and nothing is made, if it has no ledger.
    package static func openIfPresent(
        directory: String, prompts: [DefaultPrompt],
        waiting: @escaping @Sendable (Int32?) -> Void = { _ in }
    ) throws -> OrchestrationDatabase? {
        guard let ledger = try LedgerReader.openIfPresent(directory: directory) else { return nil }
        return try open(ledger: ledger, prompts: prompts, waiting: waiting)
    }

    /// Brings the tables to the end of the ledger. Nothing is locked or written if they are there.
    package func catchUp() throws(ProjectionError) {
        try repairing {
            if try isUsable(), try live.checkpoint()?.position == source.ledger.head().size {
                return
            }
            try lock.hold {
                files.removeRebuilt()
                let head = try source.ledger.head().size
                guard try isUsable() else { return try remake() }
                if try head > Self.eventsMax && live.checkpoint() == nil { return try remake() }
                if try hasRemovals(before: head) { return try remake() }
                try live.advance(to: head, from: source)
                live.checkpointLog(beyond: Self.logBytesMax, logPath: files.log)
            }
        }
    }

    /// Makes tables again that cannot be used; those that are only behind stay behind.
    func makeUsable() throws(ProjectionError) {
        try repairing {
            if try isUsable() { return }
            try lock.hold {
                if try !isUsable() { try remake() }
            }
        }
    }

    /// Whether texts were removed since the tables were brought up to date: then rows that were
    /// written before may still have them.
    private func hasRemovals(before head: Int64) throws -> Bool {
        guard let position = try live.checkpoint()?.position else { return false }
        return try source.ledger.hasRemovals(after: position, upTo: head)
    }

    /// Makes the tables again without the texts that were removed from the ledger, and leaves
    /// nothing of these in the files. Throws if a reader stands in the way; then it can be tried
    /// again.
    package func forgetRemoved() throws(ProjectionError) {
        try ProjectionError.translating(files.database) {
            try lock.hold {
                try remake()
                try live.truncateLog()
            }
        }
    }

    /// Whether the tables are of this version and were made from this ledger.
    private func isUsable() throws -> Bool {
        guard try live.condition() == .ours else { return false }
        guard let checkpoint = try live.checkpoint() else { return true }
        return try source.made(checkpoint)
    }

    /// Runs `body`; if it finds the tables damaged, makes them again and runs it once more.
    func repairing<Result>(_ body: () throws -> Result) throws(ProjectionError) -> Result {
        try ProjectionError.translating(files.database) {
            do {
                return try body()
            } catch let error as DatabaseError where error.isDamage {
                try lock.hold { try remake() }
                return try body()
            }
        }
    }

    // MARK: - Making the tables again

    /// Makes the tables again from the first event on, beside the live ones, compares, and puts
    /// them in place of the live ones in one transaction of SQLite's. Readers see the old ones or
    /// the new ones. Killed at any moment it leaves tables that work.
    package func rebuild() throws(ProjectionError) -> RebuildReport {
        try ProjectionError.translating(files.database) {
            try lock.hold { try rebuildLocked() }
        }
    }

    private func rebuildLocked() throws -> RebuildReport {
        let head = try source.ledger.head().size
        let isComparable = try bringLive(to: head)
        let clock = ContinuousClock()
        let start = clock.now
        let rebuilt = try fill(to: head)
        let filled = clock.now
        let comparison = isComparable ? try compare(rebuilt) : .incomparable
        let compared = clock.now
        if case .samePages = comparison { discard(rebuilt) } else { try replaceLive(with: rebuilt) }
        return RebuildReport(
            events: head, fillTime: filled - start, compareTime: compared - filled,
            copyTime: clock.now - compared, comparison: comparison)
    }

    /// Brings the live tables to `head`. False if they cannot be compared with anything.
    private func bringLive(to head: Int64) throws -> Bool {
        do {
            guard try isUsable() else { return false }
            try live.advance(to: head, from: source)
            return true
        } catch let error as DatabaseError where error.isDamage {
            return false
        }
    }

    private func compare(_ rebuilt: TableFile) throws -> RebuildReport.Comparison {
        do {
            if try live.hasSamePages(as: rebuilt) { return .samePages }
            let difference = try live.firstDifference(from: rebuilt)
            return difference.map { .difference($0) } ?? .sameRows
        } catch let error as DatabaseError where error.isDamage {
            return .incomparable
        }
    }

    /// The same without comparing. With the lock held.
    func remake() throws {
        try replaceLive(with: try fill(to: try source.ledger.head().size))
    }

    /// Makes a file with the tables as they are at `head`.
    func fill(to head: Int64) throws -> TableFile {
        files.removeRebuilt()
        try ProjectionFiles.make(files.rebuilt)
        let file = try TableFile(path: files.rebuilt)
        try file.useForFilling()
        try file.makeTables(OrchestrationMigrations.tables)
        try file.advance(to: head, from: source)
        try file.makeIndexes()
        return file
    }

    private func replaceLive(with rebuilt: TableFile) throws {
        defer { discard(rebuilt) }
        try rebuilt.queue.backup(to: live.queue)
        try live.useWriteAheadLog()
        live.checkpointLog(beyond: 0, logPath: files.log)
    }

    private func discard(_ rebuilt: TableFile) {
        try? rebuilt.queue.close()
        files.removeRebuilt()
    }
}
