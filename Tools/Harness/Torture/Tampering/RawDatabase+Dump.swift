extension RawDatabase {
    private static let tables = [
        "events": [
            "position", "id", "stream", "version", "type", "recorded_at", "correlation",
            "causation", "actor", "body", "leaf",
        ],
        "blobs": ["commitment", "digest", "size", "codec", "salt", "data"],
        "tree": ["level", "\"index\"", "hash"],
        "head": ["only", "size", "root", "frontier"],
    ]

    /// All rows of the ledger in the file at `path`, and the objects of its schema, each value with
    /// its kind. Says nothing about pages that hold no row. Nil if it cannot be read.
    static func dump(_ path: String) -> [String]? {
        guard let database = try? RawDatabase(path, .frozen) else { return nil }
        var lines = try? database.texts(
            "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY 1")
        for (table, columns) in tables.sorted(by: { $0.key < $1.key }) {
            let row = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
            let index = table == "events" ? "NOT INDEXED" : ""
            guard let rows = try? database.texts("SELECT \(row) FROM \(table) \(index)") else {
                return nil
            }
            lines?.append(contentsOf: rows.map { table + "|" + $0 }.sorted())
        }
        return lines
    }
}
