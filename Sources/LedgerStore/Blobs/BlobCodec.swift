internal import CLZ4

/// How a blob's data holds its text. The numbers are the storage format.
package enum BlobCodec: Int64, Sendable {
    case raw = 0
    /// One LZ4 block, without a frame.
    case lz4 = 1

    /// Stands where a ledger was imported without its texts: there is no data, and there never was
    /// any, which is not the same as a text that was removed.
    static let leftOut: Int64 = -1

    /// A text as it is stored.
    package struct Encoded: Hashable, Sendable {
        package let codec: BlobCodec
        package let data: [UInt8]
    }

    static func raw(_ bytes: [UInt8]) -> Encoded {
        Encoded(codec: .raw, data: bytes)
    }

    /// LZ4 when that is smaller, otherwise the bytes themselves.
    static func smallest(_ bytes: [UInt8]) -> Encoded {
        guard bytes.count > 16 else { return raw(bytes) }
        // No more room than would be worth it: LZ4 gives up when it does not fit.
        let room = bytes.count - 1
        let data = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = bytes.withUnsafeBytes { source in
                Int(
                    LZ4_compress_default(
                        source.baseAddress?.assumingMemoryBound(to: CChar.self),
                        UnsafeMutableRawPointer(buffer.baseAddress)?
                            .assumingMemoryBound(to: CChar.self),
                        Int32(bytes.count), Int32(room)))
            }
        }
        return data.isEmpty ? raw(bytes) : Encoded(codec: .lz4, data: data)
    }

    /// A text could not be got back; the sentence says why.
    package struct Damage: Error {
        package let reason: String
    }

    /// The text of `size` bytes that `data` holds. The size is checked before anything is made
    /// that large.
    static func decode(
        codec number: Int64, size: Int64, data: UnsafeRawBufferPointer
    ) throws(Damage) -> [UInt8] {
        guard size >= 0, size <= LedgerLimits.blobBytesMax else {
            throw Damage(
                reason: "it claims \(size) bytes, at most \(LedgerLimits.blobBytesMax) fit")
        }
        switch BlobCodec(rawValue: number) {
        case .raw:
            guard data.count == size else {
                throw Damage(reason: "it claims \(size) bytes and has \(data.count)")
            }
            return Array(data)
        case .lz4:
            return try decompress(data, size: Int(size))
        case nil:
            throw Damage(reason: "this program does not know its codec \(number)")
        }
    }

    private static func decompress(
        _ data: UnsafeRawBufferPointer, size: Int
    ) throws(Damage) -> [UInt8] {
        // LZ4 makes at most 255 bytes of one.
        guard size / 255 <= data.count else {
            throw Damage(reason: "\(data.count) bytes cannot decompress to \(size)")
        }
        var written = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            written = Int(
                LZ4_decompress_safe(
                    data.baseAddress?.assumingMemoryBound(to: CChar.self),
                    UnsafeMutableRawPointer(buffer.baseAddress)?
                        .assumingMemoryBound(to: CChar.self),
                    Int32(data.count), Int32(size)))
            count = max(0, written)
        }
        guard written == size else {
            throw Damage(reason: "its compressed data does not give \(size) bytes")
        }
        return bytes
    }
}
