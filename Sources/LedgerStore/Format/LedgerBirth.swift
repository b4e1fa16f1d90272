internal import CSQLiteShim
internal import Foundation
internal import GRDB
internal import Glibc
internal import Ledger
internal import Migrations

/// Makes a ledger, or brings an older one to the newest format. Runs with the lock held.
struct LedgerBirth {
    let files: LedgerFiles
    let world: World
    let program: String
    let clock: LedgerClock

    /// Leaves a complete ledger at the path, or throws and leaves what was there. Killed at any
    /// moment it leaves a file that the next call completes.
    func complete() throws {
        let exists = try LedgerFormat.check(.read(files.database), path: files.database)
        if !exists {
            if let log = try FileSystem.status(files.log), log.size > 0 {
                throw LedgerStoreError.logWithoutLedger(path: files.database)
            }
            try FileSystem.makeFile(files.database)
        }
        try withConnection { database in
            // Before anything else, so that a file of which something is written is ours. Asked of
            // SQLite, not of the file: what a killed maker had begun to write has just been undone.
            if try Int.fetchOne(database, sql: "PRAGMA application_id") != LedgerFormat.application
            {
                try ConnectionSettings.set(
                    "application_id", LedgerFormat.application, in: database)
            }
            try useWriteAheadLog(database)
        }
        // On a connection of its own: when the disk did not take the new mode, the old connection
        // says that it did, and goes back to the old one later.
        try withConnection { database in
            try checkMode(try String.fetchOne(database, sql: "PRAGMA journal_mode"))
            try migrate(database)
        }
        try FileSystem.synchronize(files.directory)
    }

    private func withConnection(_ body: (Database) throws -> Void) throws {
        let queue = try ConnectionSettings.open(path: files.database, access: .writing)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction(body)
    }

    private func checkMode(_ mode: String?) throws {
        guard mode == "wal" else {
            throw LedgerStoreError.cannotWrite(
                path: files.database, reason: "its journal mode stayed \(mode ?? "unknown")")
        }
    }

    /// Changing the journal mode needs the file alone, and SQLite does not wait for that; readers
    /// that are just looking at the file are gone in a moment.
    private func useWriteAheadLog(_ database: Database) throws {
        let waits = LedgerLimits.busyTimeoutMs / 10
        for remaining in (0..<waits).reversed() {
            do {
                let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
                return try checkMode(mode)
            } catch let error as DatabaseError
                where error.resultCode.primaryResultCode == .SQLITE_BUSY && remaining > 0
            {
                usleep(10_000)
            }
        }
    }

    private func migrate(_ database: Database) throws {
        let found = try LedgerFormat.version(database)
        guard found < LedgerFormat.newest else { return }
        try database.execute(sql: "BEGIN IMMEDIATE")
        do {
            for migration in LedgerMigrations.all[found...] {
                try database.execute(sql: migration.sql)
            }
            if found == 0 { try open(database) }
            try ConnectionSettings.set("user_version", LedgerFormat.newest, in: database)
            try database.execute(sql: "COMMIT")
        } catch {
            if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
            throw error
        }
        // So that the file itself says what it is, also to who does not look into the log.
        try Checkpoint.whatIsPossible(database)
    }

    /// Writes position 1.
    private func open(_ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO head (only, size, root, frontier) VALUES (1, 0, ?, x'')",
            arguments: [Data(MerkleTree.emptyRoot.bytes)])
        let now = clock.read().wall
        let opened = LedgerOpened(
            ledger: .random(at: now), format: LedgerFormat.newest, world: world,
            program: program, sqlite: String(cString: sqlite3_libversion()))
        let event = try NewEvent(
            id: .random(at: now), stream: .ledger, expectedVersion: 0,
            event: .ledgerOpened(opened), correlation: nil, causation: nil, actor: program)
        let appending = AppendTransaction(try AppendStatements(database), head: .empty)
        _ = try appending.insert([event], recordedAt: now)
        try appending.writeHead()
    }
}

extension EventID {
    /// A new id, with the system's randomness.
    static func random(at time: Timestamp) -> EventID {
        var generator = SystemRandomNumberGenerator()
        return EventID(at: time, random: (generator.next(), generator.next()))
    }
}
