internal import Crypto

/// A SHA-256 value: a leaf, a node of the tree, a root or a digest.
public struct Hash: Hashable, Sendable {
    // The 32 bytes as they lie in memory. Not an array, because a million leaves in a row must not
    // be a million allocations.
    private let first, second, third, fourth: UInt64

    /// Nil unless there are exactly 32 bytes.
    package init?(raw bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        self.init(loading: bytes)
    }

    private init(loading bytes: UnsafeRawBufferPointer) {
        first = bytes.loadUnaligned(as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// Nil unless there are exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self = Array(bytes).withUnsafeBytes { Hash(loading: $0) }
    }

    /// Nil unless `hexadecimal` is 64 lower-case digits.
    public init?(hexadecimal: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(hexadecimal) else { return nil }
        self.init(bytes: bytes)
    }

    /// SHA-256 over the parts that `body` hands to its argument, as one message.
    package init(hashing body: ((UnsafeRawBufferPointer) -> Void) -> Void) {
        var function = SHA256()
        body { function.update(bufferPointer: $0) }
        self = function.finalize().withUnsafeBytes { Hash(loading: $0) }
    }

    /// SHA-256 over `prefix`, then each part in order, as one message.
    package init(prefix: UInt8, _ parts: [UInt8]...) {
        self.init { update in
            Swift.withUnsafeBytes(of: prefix) { update($0) }
            for part in parts {
                part.withUnsafeBytes { update($0) }
            }
        }
    }

    /// SHA-256 of `data` alone.
    package init(of data: some Collection<UInt8>) {
        self.init { update in
            let hashed: Void? = data.withContiguousStorageIfAvailable {
                update(UnsafeRawBufferPointer($0))
            }
            if hashed == nil {
                Array(data).withUnsafeBytes { update($0) }
            }
        }
    }

    /// The 32 bytes where they lie.
    package func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: self, body)
    }

    /// 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// 64 lower-case digits.
    public var hexadecimal: String { withUnsafeBytes { Hexadecimal.encode($0) } }
}

extension Hash: CustomStringConvertible {
    public var description: String { hexadecimal }
}

extension Hash: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Hash(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a hash is 64 lower-case hex digits")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }
}
