internal import CSQLiteShim

/// What a database file says about itself, found out without writing, locking or creating
/// anything.
enum DatabaseHeader: Hashable {
    case missing
    /// There is a file, and nothing in it: somebody is just making a database, or died doing so.
    case empty
    /// Not a file, or not a database.
    case foreign
    case database(application: Int, format: Int)

    /// Looks at the file at `path`. Through SQLite, because closing a file that SQLite has open
    /// in the same process would drop its locks.
    static func read(_ path: String) throws(LedgerStoreError) -> DatabaseHeader {
        guard let status = try FileSystem.status(path) else { return .missing }
        if status.isFolder { return .foreign }
        if status.size == 0 { return .empty }
        var database: OpaquePointer?
        let location = "file:" + ConnectionSettings.escaped(path) + "?immutable=1"
        let code = sqlite3_open_v2(
            location, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
        defer { sqlite3_close(database) }
        guard code == SQLITE_OK else {
            let number = sqlite3_system_errno(database)
            throw .cannotRead(path: path, reason: FileSystem.reason(number))
        }
        guard let application = integer("PRAGMA application_id", database),
            let format = integer("PRAGMA user_version", database)
        else { return .foreign }
        return .database(application: application, format: format)
    }

    private static func integer(_ sql: String, _ database: OpaquePointer?) -> Int? {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK,
            sqlite3_step(statement) == SQLITE_ROW
        else { return nil }
        return Int(sqlite3_column_int64(statement, 0))
    }
}
