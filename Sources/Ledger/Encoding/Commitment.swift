/// The only name by which an event cites a text: SHA-256(0x02 ‖ salt ‖ bytes).
///
/// It exists so that the text can be removed later: without the 16-byte random salt nobody can
/// guess a short text from the commitment, and every proof over the event stays valid.
public struct Commitment: Hashable, Sendable {
    public let hash: Hash

    public init(hash: Hash) {
        self.hash = hash
    }

    /// Nil unless `hexadecimal` is 64 lower-case digits.
    public init?(hexadecimal: some StringProtocol) {
        guard let hash = Hash(hexadecimal: hexadecimal) else { return nil }
        self.hash = hash
    }

    /// The commitment to `bytes` under `salt` (16 bytes).
    package init(salt: [UInt8], bytes: [UInt8]) {
        hash = Hash { update in
            withUnsafeBytes(of: 0x02 as UInt8) { update($0) }
            salt.withUnsafeBytes { update($0) }
            bytes.withUnsafeBytes { update($0) }
        }
    }

    public var hexadecimal: String { hash.hexadecimal }
}

extension Commitment: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Commitment(hexadecimal: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a commitment is 64 lower-case hex digits")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }
}
