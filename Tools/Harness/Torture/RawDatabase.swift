internal import CSQLiteShim

/// A database as anybody opens it: with SQLite's own settings and none of the program's.
final class RawDatabase {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    enum Access {
        case writing
        /// Beside others who write.
        case reading
        /// The file as it is, without locks and write-ahead log.
        case frozen
    }

    private var handle: OpaquePointer?

    init(_ path: String, _ access: Access = .writing) throws {
        let name = access == .frozen ? "file:\(path)?immutable=1" : path
        let flags =
            access == .writing
            ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        guard sqlite3_open_v2(name, &handle, flags, nil) == SQLITE_OK else {
            let failure = failure()
            sqlite3_close(handle)
            handle = nil
            throw failure
        }
        sqlite3_busy_timeout(handle, 10_000)
        if access == .writing { try execute("PRAGMA synchronous = OFF") }
    }

    deinit {
        sqlite3_close(handle)
    }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// The first column of every row, as text.
    func texts(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
            throw failure()
        }
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return texts }
            guard code == SQLITE_ROW else { throw failure() }
            texts.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
        }
    }

    private func failure() -> Failure {
        Failure(description: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "?")
    }
}

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
