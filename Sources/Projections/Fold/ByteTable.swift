internal import Glibc

/// Numbers short sequences of bytes 0, 1, 2 … in the order of their first appearance. Finding one
/// again allocates nothing.
struct ByteTable {
    private var slots: [Int32]
    private var keys: [UInt8] = []
    private var entries: [(hash: UInt64, range: Range<Int>)] = []

    init() {
        slots = Array(repeating: -1, count: 64)
    }

    /// The number of `key`, which becomes known if it was not.
    mutating func index(of key: UnsafeRawBufferPointer) -> (index: Int, isNew: Bool) {
        let hash = Self.hash(key)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if entries[index].hash == hash, isEqual(entries[index].range, key) {
                return (index, false)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        entries.append((hash, keys.count..<keys.count + key.count))
        keys.append(contentsOf: key)
        slots[slot] = Int32(entries.count - 1)
        if entries.count * 2 > slots.count { grow() }
        return (entries.count - 1, true)
    }

    private func isEqual(_ range: Range<Int>, _ key: UnsafeRawBufferPointer) -> Bool {
        guard range.count == key.count, let key = key.baseAddress else { return false }
        return keys.withUnsafeBytes { keys in
            guard let start = keys.baseAddress else { return false }
            return memcmp(start + range.lowerBound, key, range.count) == 0
        }
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (index, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= bytes.count {
            hash = mix(hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return mix(hash, rest)
    }

    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
