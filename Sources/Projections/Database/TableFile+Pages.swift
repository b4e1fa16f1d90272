internal import GRDB
internal import Glibc

extension TableFile {
    private static let chunkBytes = 1_048_576
    /// The header of a database: counters that change with every copy.
    private static let headerBytes = 100
    /// Descriptors that are looked at; this process opens a few.
    private static let descriptorsMax: Int32 = 1_024

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
                return Self.isEqual(path, other.path, bytes: size)
            }
        }
    }

    private static func bytes(_ database: Database) throws -> Int {
        let pages = try Int.fetchOne(database, sql: "PRAGMA main.page_count") ?? 0
        return try pages * (Int.fetchOne(database, sql: "PRAGMA main.page_size") ?? 0)
    }

    private static func isEqual(_ ours: String, _ theirs: String, bytes: Int) -> Bool {
        guard let ours = openDescriptor(ours), let theirs = openDescriptor(theirs) else {
            return false
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 2 * chunkBytes, alignment: 16)
        defer { buffer.deallocate() }
        guard let first = buffer.baseAddress else { return false }
        let second = first + chunkBytes
        var offset = 0
        while offset < bytes {
            let count = min(chunkBytes, bytes - offset)
            guard pread(ours, first, count, offset) == count,
                pread(theirs, second, count, offset) == count
            else { return false }
            let skipped = offset == 0 ? headerBytes : 0
            guard memcmp(first + skipped, second + skipped, count - skipped) == 0 else {
                return false
            }
            offset += count
        }
        return true
    }

    /// A descriptor by which SQLite has the file at `path` open. One of our own, when it is closed,
    /// would drop the locks that SQLite holds in this process.
    private static func openDescriptor(_ path: String) -> Int32? {
        var wanted = stat()
        guard stat(path, &wanted) == 0 else { return nil }
        return (0..<descriptorsMax).first { descriptor in
            var found = stat()
            return fstat(descriptor, &found) == 0 && found.st_ino == wanted.st_ino
                && found.st_dev == wanted.st_dev
        }
    }
}
