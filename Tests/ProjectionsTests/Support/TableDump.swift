import GRDB

@testable import Projections

extension TableFile {
    /// Every row of every table, in the order of the first columns, one line each: the canonical
    /// dump by which two sets of tables are compared.
    func dump() throws -> [String] {
        try queue.read { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            var lines: [String] = []
            for table in tables {
                let names = try Row.fetchAll(database, sql: "PRAGMA table_info(\(table))")
                    .map { "\"\($0["name"] as String)\"" }
                let row = names.map { "quote(\($0))" }.joined(separator: " || ' | ' || ")
                lines += try String.fetchAll(
                    database,
                    sql: """
                        SELECT '\(table): ' || \(row) FROM \(table)
                        ORDER BY \(names.joined(separator: ", "))
                        """)
            }
            return lines
        }
    }
}
