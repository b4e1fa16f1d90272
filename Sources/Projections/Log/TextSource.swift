internal import GRDB

/// The texts that events name, out of the ledger's `blobs`. Lives as long as one catch-up.
///
/// Texts are stored just before the events that name them first, in the same order. So when one is
/// missing here, its neighbours are read with it: one look into the index for many texts. What was
/// read is remembered, because a system prompt and a task's description come again and again.
struct TextSource {
    enum Content {
        /// The text is in ``text``.
        case text
        /// Longer than was asked for; not read.
        case long(size: Int64)
        case redacted
    }

    /// What stands in a table where a text was removed. It needs no escape in JSON.
    static let removed = "[redacted]"

    /// Longer texts stay in the ledger: a table names them instead of repeating them.
    static let bytesMax: Int64 = 65_536
    /// How much is remembered, in bytes.
    private static let rememberedBytesMax = 4_194_304
    /// How many neighbours are read at once, and how much of them.
    private static let neighbours: Int64 = 64
    private static let neighbourBytesMax = 131_072

    private struct Stored {
        let size: Int64
        let codec: Int64
        /// Where its data lies in `memory`; nil if it was redacted, or is longer than `bytesMax`.
        let data: Range<Int>?
        let isRedacted: Bool
    }

    /// What ``find(_:bytesMax:in:)`` found.
    private(set) var text: [UInt8] = []

    private var stored: [Name: Stored] = [:]
    private var memory: [UInt8] = []

    /// Puts the text that is called `name` into ``text``, unless it is longer than `bytesMax`.
    mutating func find(
        _ name: Name, bytesMax: Int64 = TextSource.bytesMax, in database: Database
    ) throws -> Content {
        if stored[name] == nil { try read(name, database) }
        guard let found = stored[name] else {
            throw ProjectionError.damagedLedger("a text that an event names is missing")
        }
        if found.isRedacted { return .redacted }
        guard found.size <= bytesMax else { return .long(size: found.size) }
        guard let data = found.data else {
            try readLong(name, database)
            return .text
        }
        try memory.withUnsafeBytes { memory in
            try BlobText.decode(
                codec: found.codec, size: found.size,
                data: UnsafeRawBufferPointer(rebasing: memory[data]), into: &text)
        }
        return .text
    }

    private mutating func read(_ name: Name, _ database: Database) throws {
        if memory.count > Self.rememberedBytesMax {
            memory.removeAll(keepingCapacity: true)
            stored.removeAll(keepingCapacity: true)
        }
        let index = try database.cachedStatement(
            sql: "SELECT rowid FROM blobs WHERE commitment = ?")
        let row = try name.withBytes { commitment in
            defer { index.rewind() }
            index.set(1, blob: commitment)
            return try index.step() ? index.int64(0) : nil
        }
        guard let row else { return }
        let statement = try database.cachedStatement(
            sql: """
                SELECT commitment, size, codec, data IS NULL,
                    CASE WHEN size <= \(Self.bytesMax) THEN data END
                FROM blobs WHERE rowid >= ? ORDER BY rowid LIMIT \(Self.neighbours)
                """)
        defer { statement.rewind() }
        statement.set(1, row)
        let start = memory.count
        while memory.count - start < Self.neighbourBytesMax, try statement.step() {
            guard let name = Name(commitment: statement.bytes(0)), stored[name] == nil else {
                continue
            }
            let first = memory.count
            memory.append(contentsOf: statement.bytes(4))
            stored[name] = Stored(
                size: statement.int64(1), codec: statement.int64(2),
                data: statement.isNull(4) ? nil : first..<memory.count,
                isRedacted: statement.int64(3) != 0)
        }
    }

    private mutating func readLong(_ name: Name, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT size, codec, data FROM blobs WHERE commitment = ?")
        defer { statement.rewind() }
        try name.withBytes { commitment in
            statement.set(1, blob: commitment)
            guard try statement.step() else {
                throw ProjectionError.damagedLedger("a text that an event names is missing")
            }
            try BlobText.decode(
                codec: statement.int64(1), size: statement.int64(0), data: statement.bytes(2),
                into: &text)
        }
    }
}
