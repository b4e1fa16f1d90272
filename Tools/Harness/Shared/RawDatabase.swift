internal import CSQLiteShim
internal import Foundation

/// A database as anybody opens it who knows nothing of the program: for what the program itself
/// must never do, and for looking at files from outside.
final class RawDatabase {
    enum Access {
        case writing
        /// Beside others who write.
        case reading
        /// The file as it is, without locks and write-ahead log.
        case frozen
    }

    private let handle: OpaquePointer?
    private let path: String

    /// What SQLite answered.
    struct Failure: Error, CustomStringConvertible {
        let code: Int32
        let description: String

        /// Somebody else was in the way.
        var isBusy: Bool { code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED }
    }

    init(_ path: String, _ access: Access = .writing) throws {
        self.path = path
        var opened: OpaquePointer?
        let name = access == .frozen ? "file:\(path)?immutable=1" : path
        let flags =
            access == .writing
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        let code = sqlite3_open_v2(name, &opened, flags, nil)
        handle = opened
        guard code == SQLITE_OK else { throw failure(code) }
        sqlite3_busy_timeout(handle, 5_000)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements and returns the first value of every row, as text; nil for NULL.
    @discardableResult
    func run(_ sql: String) throws -> [String?] {
        var found: [String?] = []
        var rest = sql
        while true {
            var statement: OpaquePointer?
            let remaining = try rest.withCString { start -> String in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v2(handle, start, -1, &statement, &tail)
                guard code == SQLITE_OK else { throw failure(code) }
                return tail.map { String(cString: $0) } ?? ""
            }
            defer { sqlite3_finalize(statement) }
            guard let statement else { return found }
            found += try rows(statement)
            rest = remaining
        }
    }

    /// The same without the difference between NULL and the empty text.
    func texts(_ sql: String) throws -> [String] {
        try run(sql).map { $0 ?? "" }
    }

    private func rows(_ statement: OpaquePointer) throws -> [String?] {
        var found: [String?] = []
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return found }
            guard code == SQLITE_ROW else { throw failure(code) }
            if sqlite3_column_count(statement) == 0 { continue }
            found.append(sqlite3_column_text(statement, 0).map { String(cString: $0) })
        }
    }

    private func failure(_ code: Int32) -> Failure {
        let words = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no reason given"
        return Failure(code: code, description: "\(path): \(words) (SQLite code \(code))")
    }
}
