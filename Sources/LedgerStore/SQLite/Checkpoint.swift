internal import CSQLiteShim
internal import GRDB

/// Copying the write-ahead log into the database. Only with the lock held.
enum Checkpoint {
    /// Copies what no reader stands in the way of. Never waits.
    static func whatIsPossible(_ database: Database) throws {
        try run(database, SQLITE_CHECKPOINT_PASSIVE)
    }

    /// Copies everything and empties the log, unless a reader is still in it. Never waits. Who
    /// opens the database first reads all that is in the log, so a short one is worth something.
    static func wholeIfPossible(_ database: Database) throws {
        try whatIsPossible(database)
        sqlite3_busy_timeout(database.sqliteConnection, 0)
        defer {
            sqlite3_busy_timeout(
                database.sqliteConnection, Int32(LedgerLimits.busyTimeoutMs))
        }
        do {
            try run(database, SQLITE_CHECKPOINT_TRUNCATE)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
    }

    /// Copies everything, brings it to the disk and empties the log, waiting for readers that are
    /// still in it. Throws unless nothing is left.
    static func whole(_ database: Database) throws {
        let (frames, copied) = try run(database, SQLITE_CHECKPOINT_TRUNCATE)
        guard frames == 0, copied == 0 else {
            throw DatabaseError(
                resultCode: .SQLITE_BUSY,
                message: "\(frames - copied) frames of the write-ahead log are not checkpointed")
        }
    }

    @discardableResult
    private static func run(
        _ database: Database, _ mode: Int32
    ) throws -> (frames: Int32, copied: Int32) {
        var frames: Int32 = 0
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(
            database.sqliteConnection, "main", mode, &frames, &copied)
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
        }
        return (frames, copied)
    }
}
