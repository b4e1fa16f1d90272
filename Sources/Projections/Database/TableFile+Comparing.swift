internal import Dispatch
internal import GRDB
internal import LedgerStore
internal import Synchronization

extension TableFile {
    /// The tables that hold what was derived, and where the numbering of their rows has got; in two
    /// halves that take about as long, one for each of two threads.
    private static let tables = [
        [
            "conversations", "documents", "prompts", "tasks", "dimensions", "stats_days",
            "accounts", "adjustments", "clock_steps", "checkpoint", "sqlite_sequence",
        ],
        ["attempts", "agents", "subtasks", "stats_quarters", "stats_totals"],
    ]

    /// The first row that differs between these tables and those of `other`; nil if none does.
    /// With the lock held, so that nothing moves meanwhile.
    func firstDifference(from other: TableFile) throws -> TableDifference? {
        let results = Mutex<[Int: Result<TableDifference?, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: Self.tables.count) { half in
            let result = Result {
                try Self.firstDifference(in: Self.tables[half], of: path, from: other.path)
            }
            results.withLock { $0[half] = result }
        }
        let found = results.withLock { $0 }
        for half in Self.tables.indices {
            if let difference = try found[half]?.get() { return difference }
        }
        return nil
    }

    private static func firstDifference(
        in tables: [String], of path: String, from other: String
    ) throws -> TableDifference? {
        let queue = try ConnectionSettings.open(path: path, access: .reading)
        defer { try? queue.close() }
        return try queue.unsafeRead { database in
            try database.execute(sql: "ATTACH ? AS other", arguments: [other])
            for table in tables {
                if let difference = try difference(in: table, database) { return difference }
            }
            return nil
        }
    }

    private static func difference(
        in table: String, _ database: Database
    ) throws -> TableDifference? {
        let columns = try Row.fetchAll(database, sql: "PRAGMA main.table_info(\(table))")
        let names = columns.map { "\"" + ($0["name"] as String) + "\"" }
        var keys = columns.filter { ($0["pk"] as Int) > 0 }.map {
            "\"" + ($0["name"] as String) + "\""
        }
        if keys.isEmpty { keys = ["name"] }
        let join = keys.map { "ours.\($0) = theirs.\($0)" }.joined(separator: " AND ")
        func row(_ side: String) -> String { names.map { side + "." + $0 }.joined(separator: ", ") }
        func text(_ side: String) -> String {
            names.map { "quote(\(side).\($0))" }.joined(separator: " || ', ' || ")
        }
        func key(_ side: String) -> String {
            keys.map { "quote(\(side).\($0))" }.joined(separator: " || ', ' || ")
        }
        // What is here and not there, or otherwise there; then what is only there.
        let found = try Row.fetchOne(
            database,
            sql: """
                SELECT \(key("ours")), \(text("ours")),
                    CASE WHEN theirs.\(keys[0]) IS NULL THEN NULL ELSE \(text("theirs")) END
                FROM main.\(table) AS ours LEFT JOIN other.\(table) AS theirs ON \(join)
                WHERE theirs.\(keys[0]) IS NULL OR (\(row("ours"))) IS NOT (\(row("theirs")))
                LIMIT 1
                """)
        if let found {
            return TableDifference(table: table, row: found[0], found: found[1], expected: found[2])
        }
        let sizes = try Row.fetchOne(
            database,
            sql:
                "SELECT (SELECT count(*) FROM main.\(table)), (SELECT count(*) FROM other.\(table))"
        )
        if let sizes, sizes[0] as Int == sizes[1] as Int { return nil }
        let missing = try Row.fetchOne(
            database,
            sql: """
                SELECT \(key("theirs")), \(text("theirs"))
                FROM other.\(table) AS theirs LEFT JOIN main.\(table) AS ours ON \(join)
                WHERE ours.\(keys[0]) IS NULL LIMIT 1
                """)
        return missing.map {
            TableDifference(table: table, row: $0[0], found: nil, expected: $0[1])
        }
    }
}
