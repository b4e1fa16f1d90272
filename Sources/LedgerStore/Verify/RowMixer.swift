internal import Ledger

/// Sums over a table's rows and over an index's entries that are equal only if both say the same
/// (by chance with probability 2⁻⁶⁴: every run has a seed of its own). So an index is compared
/// with its table without sorting either and without memory.
struct RowMixer {
    private let seed: UInt64
    private(set) var ids: UInt64 = 0
    private(set) var streams: UInt64 = 0
    private(set) var firsts: UInt64 = 0

    init(seed: UInt64) {
        self.seed = seed
    }

    mutating func add(id: EventID, position: Int64) {
        ids &+= mix(mix(mix(seed, id.high), id.low), UInt64(bitPattern: position))
    }

    mutating func add(
        stream: UnsafeBufferPointer<UInt8>, version: Int64, position: Int64
    ) {
        var state = mix(seed, UInt64(stream.count))
        let bytes = UnsafeRawBufferPointer(stream)
        var offset = 0
        while offset + 8 <= bytes.count {
            state = mix(state, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        for byte in bytes[offset...] {
            state = mix(state, UInt64(byte))
        }
        state = mix(state, UInt64(bitPattern: version))
        streams &+= mix(state, UInt64(bitPattern: position))
    }

    mutating func add(first position: Int64) {
        firsts &+= mix(seed, UInt64(bitPattern: position))
    }

    @inline(__always)
    private func mix(_ state: UInt64, _ value: UInt64) -> UInt64 {
        let product = (state ^ value ^ 0x9E37_79B9_7F4A_7C15)
            .multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low ^ (value << 32 | value >> 32)
    }
}
