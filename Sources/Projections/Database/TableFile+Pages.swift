internal import CSQLiteShim
internal import GRDB
internal import Glibc

extension TableFile {
    private static let chunkBytes = 1_048_576
    /// The header of a database: counters that change with every copy.
    private static let headerBytes = 100

    /// Whether the file holds the same bytes as `other`, apart from its header: then its tables and
    /// indexes are the same, and comparing them row by row would say nothing more. With the lock
    /// held.
    func hasSamePages(as other: TableFile) throws -> Bool {
        try queue.writeWithoutTransaction { ours in
            let version = try Int.fetchOne(ours, sql: "PRAGMA data_version")
            // What is still in the write-ahead log is not in the file.
            let log = try Row.fetchOne(ours, sql: "PRAGMA wal_checkpoint(PASSIVE)")
            guard let log, log[0] as Int == 0, log[1] as Int == log[2] as Int else { return false }
            try ours.execute(sql: "BEGIN IMMEDIATE")
            defer { try? ours.execute(sql: "ROLLBACK") }
            // And nobody has written since, not even somebody who does not know the lock.
            guard try Int.fetchOne(ours, sql: "PRAGMA data_version") == version else {
                return false
            }
            return try other.queue.unsafeRead { theirs in
                let size = try Self.bytes(ours)
                guard try size == Self.bytes(theirs) else { return false }
                return Self.isEqual(ours, theirs, bytes: size)
            }
        }
    }

    private static func bytes(_ database: Database) throws -> Int {
        let pages = try Int.fetchOne(database, sql: "PRAGMA main.page_count") ?? 0
        return try pages * (Int.fetchOne(database, sql: "PRAGMA main.page_size") ?? 0)
    }

    /// Read through SQLite: a descriptor of our own, when it is closed, would drop the locks that
    /// SQLite holds in this process.
    private static func isEqual(_ ours: Database, _ theirs: Database, bytes: Int) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 2 * chunkBytes, alignment: 16)
        defer { buffer.deallocate() }
        guard let first = buffer.baseAddress else { return false }
        let second = first + chunkBytes
        for offset in stride(from: 0, to: bytes, by: chunkBytes) {
            let count = min(chunkBytes, bytes - offset)
            guard read(ours, first, count, offset), read(theirs, second, count, offset) else {
                return false
            }
            let skipped = offset == 0 ? headerBytes : 0
            guard memcmp(first + skipped, second + skipped, count - skipped) == 0 else {
                return false
            }
        }
        return true
    }

    private static func read(
        _ database: Database, _ bytes: UnsafeMutableRawPointer, _ count: Int, _ offset: Int
    ) -> Bool {
        grok_sqlite_read_file(
            database.sqliteConnection, bytes, Int32(count), Int64(offset)) == SQLITE_OK
    }
}
