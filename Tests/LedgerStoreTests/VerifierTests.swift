import Foundation
import GRDB
import Ledger
import LedgerStore
import Testing

@Suite("Verification")
struct VerifierTests {
    private let home = TemporaryHome()

    /// A ledger of 600 events in 7 streams, with texts.
    private func prepare() async throws {
        let log = try home.open()
        for round in 0..<6 {
            let blob = try log.blob("text \(round)")
            var events = try (0..<99).map { try NewEvent.some("stream-\(($0 + round) % 7)") }
            events.append(try .citing(blob))
            _ = try await log.append(events, blobs: [blob])
        }
        await log.close()
    }

    private func verify(deep: Bool = false) throws -> VerificationReport {
        try Verifier(directory: home.path).run(deep: deep)
    }

    private static let open = """
        DROP TRIGGER events_insert; DROP TRIGGER events_update; DROP TRIGGER events_delete;
        DROP TRIGGER blobs_update; DROP TRIGGER blobs_delete; DROP TRIGGER tree_update;
        DROP TRIGGER tree_delete; DROP TRIGGER tree_insert; DROP TRIGGER head_update;
        """

    @Test("A clean ledger is silent, at every size", arguments: [1, 2, 255, 256, 257, 600])
    func clean(size: Int) async throws {
        let log = try home.open()
        if size > 1 {
            _ = try await log.append((1..<size).map { try .some("s\($0 % 3)") })
        }
        let report = try Verifier(log.reader).run(deep: true)
        #expect(report.problem == nil)
        #expect(report.events == Int64(size))
        #expect(report.root == (try log.reader.head().root))
        var leaves: [Hash] = []
        try log.reader.forEach(from: 1) { leaves.append($0.leaf) }
        #expect(report.root == naiveRoot(leaves[...]))
        #expect(try home.fetch("SELECT count(*) FROM tree") == size / 256)
    }

    private func naiveRoot(_ leaves: ArraySlice<Hash>) -> Hash {
        if leaves.count == 1, let leaf = leaves.first { return leaf }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return Hash(
            prefix: 1, naiveRoot(leaves[..<middle]).bytes, naiveRoot(leaves[middle...]).bytes)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let sql: String
        let position: Int64?
        var deep = false

        var testDescription: String { sql }
    }

    static let damages = [
        // One column each of one event.
        Damage(
            sql: "UPDATE events SET body = '{\"step_us\":2}' WHERE position = 300", position: 300),
        Damage(
            sql: "UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 300",
            position: 300),
        Damage(sql: "UPDATE events SET type = 'x.v1' WHERE position = 2", position: 2),
        Damage(sql: "UPDATE events SET actor = 'me' WHERE position = 601", position: 601),
        Damage(
            sql: "UPDATE events SET correlation = randomblob(16) WHERE position = 9", position: 9),
        Damage(sql: "UPDATE events SET causation = randomblob(16) WHERE position = 9", position: 9),
        Damage(sql: "UPDATE events SET id = randomblob(16) WHERE position = 77", position: 77),
        Damage(sql: "UPDATE events SET stream = 'other' WHERE position = 77", position: 77),
        Damage(sql: "UPDATE events SET version = 1000 WHERE position = 77", position: 77),
        Damage(sql: "UPDATE events SET leaf = zeroblob(32) WHERE position = 77", position: 77),
        // Events gone, moved, added.
        Damage(sql: "DELETE FROM events WHERE position = 300", position: 300),
        Damage(sql: "DELETE FROM events WHERE position = 1", position: 1),
        Damage(sql: "DELETE FROM events WHERE position > 590", position: 591),
        Damage(sql: "UPDATE events SET position = 602 WHERE position = 300", position: 300),
        Damage(
            sql: """
                UPDATE events SET position = -1 WHERE position = 20;
                UPDATE events SET position = 20 WHERE position = 21;
                UPDATE events SET position = 21 WHERE position = -1;
                """, position: 20),
        Damage(
            sql: """
                INSERT INTO events SELECT 602, randomblob(16), 'late', 1, type, recorded_at, NULL,
                    NULL, actor, body, leaf FROM events WHERE position = 5
                """, position: 602),
        // The tree and the head.
        Damage(sql: "UPDATE tree SET hash = zeroblob(32) WHERE \"index\" = 1", position: 257),
        Damage(sql: "DELETE FROM tree WHERE \"index\" = 0", position: 1),
        Damage(sql: "INSERT INTO tree VALUES (8, 9, zeroblob(32))", position: nil),
        Damage(sql: "UPDATE head SET root = zeroblob(32)", position: 601),
        Damage(sql: "UPDATE head SET size = 600", position: 601),
        Damage(sql: "UPDATE head SET size = 602", position: 602),
        Damage(sql: "UPDATE head SET frontier = x'' ", position: 1),
        Damage(
            sql: """
                UPDATE head SET frontier = CAST(substr(frontier, 1, 32) || zeroblob(32)
                    || substr(frontier, 65) AS BLOB)
                """, position: 513),
        // Texts.
        Damage(
            sql: "DELETE FROM blobs WHERE rowid = 2", position: 201,
            deep: true),
        Damage(
            sql: "UPDATE blobs SET data = x'7465787421' WHERE rowid = 2", position: 201,
            deep: true),
        Damage(
            sql: "UPDATE blobs SET digest = zeroblob(32) WHERE rowid = 6", position: 601, deep: true
        ),
        // What protects the rows.
        Damage(sql: "SELECT 1", position: nil),
        Damage(
            sql: "CREATE TRIGGER mine AFTER INSERT ON events BEGIN SELECT 1; END", position: nil),
        Damage(sql: "DROP INDEX events_by_id", position: nil),
    ]

    @Test("Every planted damage is found, where it is", arguments: damages)
    func planted(damage: Damage) async throws {
        try await prepare()
        #expect(try verify(deep: true).ok)
        try home.sql(Self.open)
        try home.sql(damage.sql)
        let report = try verify(deep: damage.deep)
        #expect(!report.ok)
        #expect(report.firstBadPosition == damage.position, "\(report)")
    }

    /// Changes an event and makes its leaf fit, as somebody would who knows the format.
    private func rewrite(_ position: Int64, version: Int64? = nil) throws {
        let reader = try LedgerReader.open(directory: home.path)
        let old = try #require(try reader.event(at: position))
        let new = EventRecord(
            position: position, id: old.id, stream: old.stream, version: version ?? old.version,
            type: old.type, recordedAt: old.recordedAt, correlation: old.correlation,
            causation: old.causation, actor: "somebody", body: old.body)
        try home.sql(
            "UPDATE events SET actor = ?, version = ?, leaf = ? WHERE position = ?",
            arguments: [new.actor, new.version, Data(new.leaf.bytes), position])
    }

    @Test("A changed event whose leaf was made to fit is found in the smallest stored subtree")
    func consistentLeaf() async throws {
        try await prepare()
        try home.sql(Self.open)
        try rewrite(300)
        #expect(try verify().firstBadPosition == 257)
        try home.sql("DELETE FROM tree")
        #expect(try verify().firstBadPosition == 1)
    }

    @Test("A changed event beyond the last stored subtree is found by the frontier")
    func consistentTail() async throws {
        try await prepare()
        try home.sql(Self.open)
        try rewrite(590)
        // 601 is 512 + 64 + 16 + 8 + 1: the third of these begins at 577.
        #expect(try verify().firstBadPosition == 577)
    }

    @Test("A version that is skipped is found even if all the hashes were made to fit")
    func consistentVersions() async throws {
        try await prepare()
        try home.sql(Self.open)
        try rewrite(601, version: 7)
        var frontier = Frontier.empty
        try LedgerReader.open(directory: home.path).forEach(from: 1) {
            _ = frontier.append($0.leaf)
        }
        try home.sql(
            "UPDATE head SET root = ?, frontier = ?",
            arguments: [Data(frontier.root.bytes), Data(frontier.bytes)])
        let report = try verify()
        #expect(report.firstBadPosition == 601)
        #expect(report.problem?.found == "version 7")
    }

    @Test(
        "An index that says something else than its table is found",
        arguments: [
            (
                "events_by_id", "CREATE UNIQUE INDEX events_by_id ON events (id)", 30 as Int64,
                "an entry of events_by_id for every event"
            ),
            (
                "events_by_stream",
                "CREATE UNIQUE INDEX events_by_stream ON events (stream, version)", 40,
                "version 5 of the stream stream-3, after position 26"
            ),
        ])
    func index(name: String, sql: String, position: Int64, expected: String) async throws {
        try await prepare()
        // A partial index that the schema calls a whole one: the other events are not found by it.
        try home.sql("DROP INDEX \(name); \(sql) WHERE position >= 40 OR position < 30")
        try home.sql(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = '\(sql)' WHERE name = '\(name)';
            """)
        let report = try verify()
        #expect(report.firstBadPosition == position)
        #expect(report.problem?.expected == expected)
    }

    @Test("Pages that cannot be read are found, not crashed on")
    func corruptPages() async throws {
        try await prepare()
        try home.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        let file = try #require(FileHandle(forUpdatingAtPath: home.files.database))
        let pages = try file.seekToEnd() / 4_096
        for page in stride(from: 6, to: pages, by: 3) {
            try file.seek(toOffset: page * 4_096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try file.close()
        do {
            #expect(try !verify(deep: true).ok)
        } catch let error as LedgerStoreError {
            #expect(error.kind == .badData)
        }
    }
}
