internal import Foundation
internal import GRDB
internal import LedgerStore
internal import Migrations

/// One file with the tables: the live one, or one that is being made to replace it.
struct TableFile: Sendable {
    /// `application_id`: the letters `GrkO`.
    static let application = 0x4772_6B4F

    let path: String
    let queue: DatabaseQueue

    /// What is known about the file that lies at a path.
    enum Condition: Equatable {
        /// Nothing is there, or an empty file.
        case missing
        case ours
        /// Ours, but of another version of the program, or not readable: to be made again.
        case stale
        /// Something that this program did not make.
        case foreign
    }

    /// Opens the file at `path`, which exists, with the settings of the ledger. But a commit need
    /// not be on the disk at once: what a power cut takes away is read from the ledger again.
    init(path: String) throws {
        self.path = path
        queue = try ConnectionSettings.open(path: path, access: .writing)
        try queue.writeWithoutTransaction { database in
            try ConnectionSettings.set("synchronous", 1, in: database)
            try database.execute(sql: "PRAGMA cache_size = -8192")
        }
    }

    /// Looks at the file without changing it. Refuses tables that a newer program made: made again
    /// they would be too old for that program, and two versions at once would never rest.
    func condition() throws -> Condition {
        // As of one moment: somebody may just be making the tables.
        try queue.read { database in
            let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
            let isEmpty = try Int.fetchOne(database, sql: "PRAGMA schema_version") == 0
            switch application {
            case Self.application:
                let known = OrchestrationMigrations.version
                if let version, version > known {
                    throw ProjectionError.newerTables(path: path, found: version, known: known)
                }
                return version == known ? .ours : .stale
            case 0 where isEmpty: return .missing
            default: return .foreign
            }
        }
    }

    /// Makes the tables in an empty file.
    func makeTables(_ migrations: [Migration] = OrchestrationMigrations.all) throws {
        try queue.writeWithoutTransaction { database in
            // First, so that a file of which something is written is ours.
            try ConnectionSettings.set("application_id", Self.application, in: database)
            try database.execute(sql: "BEGIN IMMEDIATE")
            do {
                for migration in migrations {
                    try database.execute(sql: migration.sql)
                }
                try ConnectionSettings.set(
                    "user_version", OrchestrationMigrations.version, in: database)
                try database.execute(sql: "COMMIT")
            } catch {
                if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                throw error
            }
        }
    }

    /// Makes the indexes that ``makeTables(_:)`` was told to leave out.
    func makeIndexes() throws {
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: OrchestrationMigrations.indexes.sql)
        }
    }

    /// Lets readers and one writer work at the same time. With the lock held; readers that are just
    /// looking at the file are gone in a moment.
    func useWriteAheadLog() throws {
        try queue.writeWithoutTransaction { database in
            var tries = 1_000
            while true {
                do {
                    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
                    guard mode == "wal" else {
                        throw ProjectionError.unexpected("SQLite does not use a write-ahead log")
                    }
                    return
                } catch let error as DatabaseError
                    where error.resultCode.primaryResultCode == .SQLITE_BUSY && tries > 0
                {
                    tries -= 1
                    usleep(10_000)
                }
            }
        }
    }

    /// Fast, and not safe against anything: for a file that counts for nothing until it is whole.
    func useForFilling() throws {
        try queue.writeWithoutTransaction { database in
            _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = MEMORY")
            try ConnectionSettings.set("synchronous", 0, in: database)
            try database.execute(sql: "PRAGMA secure_delete = OFF")
        }
    }

    // MARK: - The checkpoint

    /// How far the tables have got, and in which ledger.
    struct Checkpoint: Equatable {
        var ledger: String
        var position: Int64
        var leaf: [UInt8]
        var at: Int64
        var defaultPrompts: [UInt8]
    }

    /// Nil before the first event.
    func checkpoint() throws -> Checkpoint? {
        try queue.unsafeRead { try Self.checkpoint($0) }
    }

    static func checkpoint(_ database: Database) throws -> Checkpoint? {
        let row = try Row.fetchOne(
            database, sql: "SELECT ledger, position, leaf, at, default_prompts FROM checkpoint")
        return row.map { row in
            Checkpoint(
                ledger: row["ledger"], position: row["position"],
                leaf: Array(row["leaf"] as Data), at: row["at"],
                defaultPrompts: Array(row["default_prompts"] as Data))
        }
    }

    static func set(_ checkpoint: Checkpoint, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO checkpoint (only, ledger, position, leaf, at, default_prompts)
                VALUES (1, ?, ?, ?, ?, ?)
                ON CONFLICT (only) DO UPDATE SET position = excluded.position,
                    leaf = excluded.leaf, at = excluded.at
                """,
            arguments: [
                checkpoint.ledger, checkpoint.position, Data(checkpoint.leaf), checkpoint.at,
                Data(checkpoint.defaultPrompts),
            ])
    }
}
