import GRDB
import Ledger
import LedgerStore
import Testing

@Suite("Triggers")
struct ImmutabilityTests {
    private let home = TemporaryHome()

    /// A ledger with five events and a blob.
    private func prepare() async throws {
        let log = try home.open()
        let blob = try log.blob("some text")
        _ = try await log.append(
            [try .some("a"), try .some("a"), try .some("b"), try .some("b")], blobs: [blob])
        await log.close()
    }

    private static let event = "'t.v1', 1, NULL, NULL, 'x', '{}', zeroblob(32)"

    @Test(
        "A plain SQL shell cannot change what is recorded",
        arguments: [
            "UPDATE events SET body = '{}' WHERE position = 2",
            "UPDATE events SET position = 99 WHERE position = 5",
            "UPDATE OR REPLACE events SET position = 3 WHERE position = 2",
            "DELETE FROM events WHERE position = 5",
            "DELETE FROM events",
            // A position that is taken, too far, or chosen by SQLite.
            "INSERT INTO events VALUES (5, randomblob(16), 'c', 1, \(event))",
            "INSERT OR REPLACE INTO events VALUES (5, randomblob(16), 'b', 2, \(event))",
            "INSERT OR IGNORE INTO events VALUES (5, randomblob(16), 'b', 2, \(event))",
            "INSERT INTO events VALUES (7, randomblob(16), 'c', 1, \(event))",
            "INSERT INTO events VALUES (NULL, randomblob(16), 'c', 1, \(event))",
            // A version or an id that is taken.
            "INSERT OR REPLACE INTO events VALUES (6, randomblob(16), 'a', 2, \(event))",
            "INSERT OR REPLACE INTO events VALUES (6, randomblob(16), 'a', 4, \(event))",
            """
            INSERT OR REPLACE INTO events
                SELECT 6, id, 'c', 1, \(event) FROM events WHERE position = 2
            """,
            """
            INSERT INTO events VALUES (2, randomblob(16), 'c', 1, \(event))
                ON CONFLICT DO UPDATE SET body = '{}'
            """,
            // Values of the wrong shape.
            "INSERT INTO events VALUES (6, randomblob(15), 'c', 1, \(event))",
            "INSERT INTO events VALUES (6, randomblob(16), 5, 'one', \(event))",
            // Blobs.
            "UPDATE blobs SET data = x'00'",
            "UPDATE blobs SET data = NULL",
            "UPDATE blobs SET data = NULL, digest = NULL, salt = NULL, size = 0",
            "UPDATE blobs SET data = NULL, digest = NULL, salt = NULL, commitment = zeroblob(32)",
            "DELETE FROM blobs",
            """
            INSERT OR REPLACE INTO blobs
                SELECT commitment, zeroblob(32), 1, 0, zeroblob(16), x'00' FROM blobs
            """,
            // Tree and head.
            "UPDATE head SET size = 4", "UPDATE head SET size = 5", "UPDATE head SET size = 6",
            "UPDATE head SET root = zeroblob(32)", "DELETE FROM head",
            "INSERT OR REPLACE INTO head VALUES (1, 0, zeroblob(32), x'')",
            "INSERT INTO head VALUES (2, 0, zeroblob(32), x'')",
            "INSERT INTO tree VALUES (7, 0, zeroblob(32))",
        ])
    func refused(sql: String) async throws {
        try await prepare()
        let before = try contents()
        let error = #expect(throws: DatabaseError.self) { try home.sql(sql) }
        #expect(error?.resultCode.primaryResultCode == .SQLITE_CONSTRAINT, "\(error as Any)")
        #expect(try contents() == before)
    }

    @Test("A stored subtree is neither replaced, changed nor removed")
    func tree() async throws {
        let log = try home.open()
        _ = try await log.append((0..<255).map { _ in try .some() })
        await log.close()
        #expect(try home.fetch("SELECT count(*) FROM tree") == 1)
        for sql in [
            "INSERT OR REPLACE INTO tree VALUES (8, 0, zeroblob(32))",
            "UPDATE tree SET hash = zeroblob(32)", "DELETE FROM tree",
        ] {
            #expect(throws: DatabaseError.self) { try home.sql(sql) }
        }
    }

    @Test("A blob can lose its digest, salt and data together, and then nothing more")
    func redaction() async throws {
        try await prepare()
        let redact = "UPDATE blobs SET data = NULL, digest = NULL, salt = NULL"
        try home.sql(redact)
        #expect(throws: DatabaseError.self) { try home.sql(redact) }
        #expect(throws: DatabaseError.self) {
            try home.sql(
                "UPDATE blobs SET data = x'00', digest = zeroblob(32), salt = zeroblob(16)")
        }
    }

    /// Everything that the tables hold, as text.
    private func contents() throws -> [String] {
        let queue = try DatabaseQueue(path: home.files.database)
        defer { try? queue.close() }
        return try queue.read { database in
            try ["events", "blobs", "tree", "head"].flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map(\.description)
            }
        }
    }
}
