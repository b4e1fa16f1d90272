internal import CSQLiteShim
internal import Glibc

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
        // Not asked of SQLite: it looks at the whole file first, and while the write-ahead log is
        // copied, or after who did that was killed, the file alone is not a whole database.
        var bytes = [UInt8](repeating: 0, count: length)
        guard grok_sqlite_read_file(database, &bytes, Int32(length), 0) == SQLITE_OK,
            bytes.starts(with: magic)
        else { return isUndone(path) ? .empty : .foreign }
        return .database(
            application: integer(bytes, at: applicationOffset),
            format: integer(bytes, at: versionOffset))
    }

    /// Whether a rollback journal says that the file was empty before the transaction that was
    /// writing it: the first pages of a new database, torn by a power cut. SQLite empties it again.
    private static func isUndone(_ path: String) -> Bool {
        let file = open(path + "-journal", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: journalLength)
        return pread(file, &bytes, journalLength, 0) == journalLength
            && bytes.starts(with: journalMagic) && integer(bytes, at: journalPagesOffset) == 0
    }

    // The same page, "The Rollback Journal": the number of pages before the transaction.
    private static let journalLength = 28
    private static let journalMagic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    private static let journalPagesOffset = 16

    // https://www.sqlite.org/fileformat2.html, "The Database Header": big-endian numbers.
    private static let length = 100
    private static let magic = Array("SQLite format 3\0".utf8)
    private static let versionOffset = 60
    private static let applicationOffset = 68

    private static func integer(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
