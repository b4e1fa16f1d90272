/// The UUIDv7 of an event, made by the caller before the first try, so that appending the same
/// event again is harmless. Also the name of an attempt: the id of its `attempt-started`.
public struct EventID: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    /// A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits from `random`.
    package init(at time: Timestamp, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(max(0, time.microseconds) / 1000) & 0xFFFF_FFFF_FFFF
        high = milliseconds << 16 | 0x7000 | (random.0 & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (random.1 >> 2)
    }

    /// The 16 bytes as two big-endian halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil unless there are exactly 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 {
                halves.0 = halves.0 << 8 | UInt64(byte)
            } else {
                halves.1 = halves.1 << 8 | UInt64(byte)
            }
        }
        (high, low) = halves
    }

    /// Nil unless `text` is a lower-case UUID with hyphens.
    public init?(text: some StringProtocol) {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            let bytes = Hexadecimal.decode(groups.joined())
        else { return nil }
        self.init(bytes: bytes)
    }

    /// 16 bytes, big-endian.
    public var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
        }
    }

    /// The lower-case spelling with hyphens.
    public var text: String {
        let hexadecimal = Hexadecimal.encode(bytes).utf8
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var index = 0
            for (position, digit) in hexadecimal.enumerated() {
                if position == 8 || position == 12 || position == 16 || position == 20 {
                    buffer[index] = 0x2D
                    index += 1
                }
                buffer[index] = digit
                index += 1
            }
            return index
        }
    }
}

extension EventID: Codable, CustomStringConvertible {
    public var description: String { text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = EventID(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an event id is a lower-case UUID")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
