/// JSON as RFC 8785 writes it, restricted to what event bodies may hold: objects, arrays, strings,
/// booleans, null and integers of at most 2⁵³ − 1 (others sum them in jq, whose numbers are
/// doubles). The same value always gives the same bytes, so they can be hashed.
package enum CanonicalJSON {
    /// The largest magnitude of an integer in a body: 2⁵³ − 1.
    package static let integerMax: Int64 = 9_007_199_254_740_991

    /// The canonical text of `value`. Throws `EncodingError` for a fractional number, an integer
    /// out of range, or anything else that a body may not hold.
    package static func encode(_ value: some Encodable) throws -> String {
        let encoder = CanonicalEncoder(codingPath: [])
        try value.encode(to: encoder)
        return encoder.node.text
    }

    /// `text` as a JSON string with RFC 8785 escaping, quotes included.
    package static func quote(_ text: String) -> String {
        var text = text
        let plain = text.withUTF8 { bytes in
            bytes.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
        }
        guard !plain else { return "\"" + text + "\"" }
        var result: [UInt8] = [0x22]
        result.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            escape(byte, into: &result)
        }
        result.append(0x22)
        return String(decoding: result, as: UTF8.self)
    }

    private static func escape(_ byte: UInt8, into result: inout [UInt8]) {
        switch byte {
        case 0x22: result += [0x5C, 0x22]
        case 0x5C: result += [0x5C, 0x5C]
        case 0x08: result += [0x5C, 0x62]
        case 0x09: result += [0x5C, 0x74]
        case 0x0A: result += [0x5C, 0x6E]
        case 0x0C: result += [0x5C, 0x66]
        case 0x0D: result += [0x5C, 0x72]
        case 0..<0x20: result += Array("\\u00".utf8) + Array(Hexadecimal.encode([byte]).utf8)
        default: result.append(byte)
        }
    }
}
