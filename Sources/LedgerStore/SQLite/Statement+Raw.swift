internal import CSQLiteShim
internal import GRDB
internal import Ledger

// GRDB's statements, bound and stepped through the C interface: the loops that append and verify
// millions of events must not allocate for every value. Memory that is bound must stay where it is
// until `run` or the last `step`.
extension Statement {
    // Somewhere to point to when there are no bytes: a null pointer would bind NULL.
    private static var nothing: UnsafeRawPointer {
        let empty: StaticString = ""
        return UnsafeRawPointer(empty.utf8Start)
    }

    func set(_ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(sqliteStatement, index, value)
    }

    func set(_ index: Int32, blob bytes: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(
            sqliteStatement, index, bytes.baseAddress ?? Self.nothing, UInt64(bytes.count), nil)
    }

    func set(_ index: Int32, text: UnsafeBufferPointer<UInt8>) {
        let start = UnsafeRawPointer(text.baseAddress) ?? Self.nothing
        sqlite3_bind_text(
            sqliteStatement, index, start.assumingMemoryBound(to: CChar.self), Int32(text.count),
            nil)
    }

    func setNull(_ index: Int32) {
        sqlite3_bind_null(sqliteStatement, index)
    }

    /// Whether there is a row to look at.
    func step() throws -> Bool {
        let code = sqlite3_step(sqliteStatement)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw failure(code)
    }

    /// Makes the statement ready for its next use. A failure was reported by `step` already.
    func rewind() {
        sqlite3_reset(sqliteStatement)
    }

    /// Runs a statement that returns no rows.
    func run() throws {
        defer { rewind() }
        while try step() {}
    }

    func int64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(sqliteStatement, column)
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(sqliteStatement, column) == SQLITE_NULL
    }

    /// SQLite's number for the kind of a value, such as `SQLITE_TEXT`. The kind of a column says
    /// nothing for certain: whoever edits the file can put any value anywhere.
    func kind(_ column: Int32) -> Int32 {
        sqlite3_column_type(sqliteStatement, column)
    }

    /// The bytes of a blob, valid until the next `step`.
    func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(sqliteStatement, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
    }

    /// The UTF-8 of a text, valid until the next `step`.
    func text(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(sqliteStatement, column)
        return UnsafeBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
    }

    /// The event id in a column; nil for NULL and for anything that is not 16 bytes.
    func eventID(_ column: Int32) -> EventID? {
        let bytes = blob(column)
        guard bytes.count == 16 else { return nil }
        return EventID(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let connection = sqlite3_db_handle(sqliteStatement)
        return DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(connection)))
    }
}

extension EventID {
    /// The 16 bytes for binding.
    func withBytes<Result>(_ use: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: (high.bigEndian, low.bigEndian), use)
    }
}
