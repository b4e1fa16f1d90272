internal import Crypto

/// A SHA-256 value: a leaf, a node of the tree, a root or a digest.
public struct Hash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Nil unless `hexadecimal` is 64 lower-case digits.
    public init?(hexadecimal: some StringProtocol) {
        guard let bytes = Hexadecimal.decode(hexadecimal) else { return nil }
        self.init(bytes: bytes)
    }

    /// SHA-256 over `prefix`, then each part in order, as one message.
    package init(prefix: UInt8, _ parts: [UInt8]...) {
        var function = SHA256()
        withUnsafeBytes(of: prefix) { function.update(bufferPointer: $0) }
        for part in parts {
            part.withUnsafeBytes { function.update(bufferPointer: $0) }
        }
        bytes = Array(function.finalize())
    }

    /// SHA-256 of `data` alone.
    package init(of data: some Collection<UInt8>) {
        var function = SHA256()
        let hashed: Void? = data.withContiguousStorageIfAvailable {
            function.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if hashed == nil {
            Array(data).withUnsafeBytes { function.update(bufferPointer: $0) }
        }
        bytes = Array(function.finalize())
    }

    /// 64 lower-case digits.
    public var hexadecimal: String { Hexadecimal.encode(bytes) }
}

extension Hash: CustomStringConvertible {
    public var description: String { hexadecimal }
}
