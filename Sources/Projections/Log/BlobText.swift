internal import CLZ4

/// Gets a text back out of a blob's data, as `blobs` describes it.
enum BlobText {
    /// The largest text of a ledger.
    private static let bytesMax: Int64 = 33_554_432

    /// Replaces `text` with the text of `size` bytes that `data` holds.
    static func decode(
        codec: Int64, size: Int64, data: UnsafeRawBufferPointer, into text: inout [UInt8]
    ) throws(ProjectionError) {
        guard (0...bytesMax).contains(size) else {
            throw .damagedLedger("a blob claims \(size) bytes")
        }
        text.removeAll(keepingCapacity: true)
        switch codec {
        case 0 where data.count == size: text.append(contentsOf: data)
        case 1: text = try decompress(data, size: Int(size))
        default: throw .damagedLedger("a blob cannot be read")
        }
    }

    private static func decompress(
        _ data: UnsafeRawBufferPointer, size: Int
    ) throws(ProjectionError) -> [UInt8] {
        var written: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            written = LZ4_decompress_safe(
                data.baseAddress?.assumingMemoryBound(to: CChar.self),
                UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
                Int32(data.count), Int32(size))
            count = max(0, Int(written))
        }
        guard Int(written) == size else {
            throw .damagedLedger("a compressed blob does not give \(size) bytes")
        }
        return bytes
    }
}
