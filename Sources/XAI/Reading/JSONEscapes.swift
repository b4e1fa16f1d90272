/// The escapes of a JSON string, decoded.
enum JSONEscapes {
    /// The text of a string's content, quotes excluded. A lone half of a surrogate pair becomes
    /// U+FFFD, since no text can hold it.
    static func decode(_ content: UnsafeBufferPointer<UInt8>) throws(JSONError) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(content.count)
        var position = content.startIndex
        while position < content.endIndex {
            let byte = content[position]
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard position < content.endIndex else { throw JSONError() }
            let escape = content[position]
            position += 1
            if escape == UInt8(ascii: "u") {
                appendScalar(try scalar(in: content, at: &position), to: &text)
            } else {
                text.append(try simple(escape))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func simple(_ escape: UInt8) throws(JSONError) -> UInt8 {
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return escape
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        default: throw JSONError()
        }
    }

    private static func scalar(
        in content: UnsafeBufferPointer<UInt8>, at position: inout Int
    ) throws(JSONError) -> Unicode.Scalar {
        let high = try unit(in: content, at: position)
        position += 4
        guard UTF16.isLeadSurrogate(high) else {
            return Unicode.Scalar(UInt32(high)) ?? "\u{FFFD}"
        }
        guard position + 6 <= content.endIndex, content[position] == UInt8(ascii: "\\"),
            content[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let low = try unit(in: content, at: position + 2)
        guard UTF16.isTrailSurrogate(low) else { return "\u{FFFD}" }
        position += 6
        let value = 0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(low & 0x3FF)
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static func unit(
        in content: UnsafeBufferPointer<UInt8>, at position: Int
    ) throws(JSONError) -> UInt16 {
        guard position + 4 <= content.endIndex else { throw JSONError() }
        var unit: UInt16 = 0
        for byte in content[position..<(position + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONError()
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func appendScalar(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
