internal import CSQLiteShim
internal import GRDB

// GRDB's statements, bound and stepped through the C interface: a rebuild writes millions of rows,
// and an allocation for each value would cost more than the row. Memory that is bound must stay
// where it is until the statement has run.
extension Statement {
    func set(_ index: Int32, _ value: Int64) {
        sqlite3_bind_int64(sqliteStatement, index, value)
    }

    func set(_ index: Int32, _ value: Double) {
        sqlite3_bind_double(sqliteStatement, index, value)
    }

    /// Makes all parameters null.
    func clear() {
        sqlite3_clear_bindings(sqliteStatement)
    }

    func setNull(_ index: Int32) {
        sqlite3_bind_null(sqliteStatement, index)
    }

    func set(_ index: Int32, text start: UnsafePointer<UInt8>, count: Int) {
        let start = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text(sqliteStatement, index, start, Int32(count), nil)
    }

    func set(_ index: Int32, _ text: StaticString) {
        set(index, text: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Binds a copy.
    func set(_ index: Int32, copying start: UnsafePointer<UInt8>, count: Int) {
        let start = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
        // SQLite's word for "make a copy", which C spells as a pointer.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(sqliteStatement, index, start, Int32(count), transient)
    }

    /// Binds a copy.
    func set(_ index: Int32, copying text: String) {
        var text = text
        text.withUTF8 { bytes in
            if let start = bytes.baseAddress {
                set(index, copying: start, count: bytes.count)
            } else {
                set(index, "")
            }
        }
    }

    func set(_ index: Int32, blob: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(sqliteStatement, index, blob.baseAddress, UInt64(blob.count), nil)
    }

    /// Whether there is a row to look at.
    func step() throws -> Bool {
        let code = sqlite3_step(sqliteStatement)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(sqlite3_db_handle(sqliteStatement))))
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

    func optionalInt64(_ column: Int32) -> Int64? {
        isNull(column) ? nil : int64(column)
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(sqliteStatement, column) == SQLITE_NULL
    }

    /// The bytes of a text or a blob, valid until the next `step`.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(sqliteStatement, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
    }

    func string(_ column: Int32) -> String {
        String(decoding: bytes(column), as: UTF8.self)
    }

    func optionalString(_ column: Int32) -> String? {
        isNull(column) ? nil : string(column)
    }
}
