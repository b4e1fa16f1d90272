import Ledger
import LedgerStore
import Testing

@Suite("Values of another kind than their column's")
struct KindTests {
    private let home = TemporaryHome()

    private func retype(_ table: String, _ column: String, _ value: String) throws {
        try home.sql(
            """
            PRAGMA writable_schema = ON;
            CREATE TEMP TABLE kept AS SELECT name, tbl_name, sql FROM sqlite_schema;
            UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = '\(table)';
            DELETE FROM sqlite_schema WHERE type = 'trigger';
            PRAGMA writable_schema = RESET;
            UPDATE \(table) SET \(column) = \(value)
                WHERE rowid = (SELECT max(rowid) FROM \(table));
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = (SELECT kept.sql FROM kept
                WHERE kept.name = '\(table)') WHERE name = '\(table)';
            INSERT INTO sqlite_schema SELECT 'trigger', name, tbl_name, 0, sql FROM kept
                WHERE sql LIKE 'CREATE TRIGGER%';
            """)
    }

    @Test(
        "A value with the same bytes and another kind, which no condition finds, is found",
        arguments: ["type", "stream", "actor", "body", "recorded_at", "version"])
    func events(column: String) async throws {
        let log = try home.open()
        _ = try await log.append((0..<5).map { try .some("s\($0 % 2)") })
        await log.close()
        #expect(try Verifier(directory: home.path).run().ok)
        try retype("events", column, "CAST(CAST(\(column) AS TEXT) AS BLOB)")
        let report = try Verifier(directory: home.path).run()
        #expect(report.firstBadPosition == 6)
        #expect(report.problem?.expected.hasPrefix("\(column) of the kind") ?? false)
    }

    @Test("A head of another kind is one sentence, and nothing is read from it")
    func head() async throws {
        let log = try home.open()
        _ = try await log.append([.some()])
        await log.close()
        try retype("head", "size", "CAST(CAST(size AS TEXT) AS BLOB)")
        #expect(try !Verifier(directory: home.path).run().ok)
        let reader = try LedgerReader.open(directory: home.path)
        #expect(throws: LedgerStoreError.self) { try reader.head() }
        #expect(throws: LedgerStoreError.self) { try home.open() }
    }
}
