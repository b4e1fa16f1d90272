/// JSON as RFC 8785 writes it, restricted to what event bodies may hold: objects, arrays, strings,
/// booleans, null and integers of at most 2⁵³ − 1 (others sum them in jq, whose numbers are
/// doubles). The same value always gives the same bytes, so they can be hashed.
package enum CanonicalJSON {
    /// The largest magnitude of an integer in a body: 2⁵³ − 1.
    package static let integerMax: Int64 = 9_007_199_254_740_991

    /// The canonical text of `value`. Throws `EncodingError` for a fractional number, an integer
    /// out of range, or anything else that a body may not hold.
    package static func encode(_ value: some Encodable) throws -> String {
        let draft = CanonicalDraft()
        try value.encode(to: CanonicalEncoder(draft: draft, node: CanonicalDraft.root))
        return draft.text
    }

    /// `text` as a JSON string with RFC 8785 escaping, quotes included.
    package static func quote(_ text: String) -> String {
        var text = text
        var result: [UInt8] = []
        text.withUTF8 { quote($0, into: &result) }
        return String(decoding: result, as: UTF8.self)
    }

    /// Appends the UTF-8 `text` as a JSON string.
    static func quote(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        if needsNoEscape(text) {
            bytes.append(contentsOf: text)
        } else {
            for byte in text {
                escape(byte) { bytes.append($0) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The order of keys: that of UTF-16. Only characters from U+E000 on (first byte 0xEE and
    /// more) sort otherwise by their UTF-8.
    static func precedes(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var index = 0
        while index < left.count, index < right.count {
            let (one, other) = (left[index], right[index])
            index += 1
            if one == other { continue }
            guard one >= 0xEE || other >= 0xEE else { return one < other }
            return String(decoding: left, as: UTF8.self).utf16
                .lexicographicallyPrecedes(String(decoding: right, as: UTF8.self).utf16)
        }
        return left.count < right.count
    }

    /// Whether `text` stands in a JSON string as it is.
    static func needsNoEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(text)
        var index = 0
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A byte of these has its highest bit set if it is below 0x20, 0x22 or 0x5C.
            let control = (word &- 0x2020_2020_2020_2020) & ~word
            let quote = zeroBytes(word ^ 0x2222_2222_2222_2222)
            let backslash = zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
            guard (control | quote | backslash) & 0x8080_8080_8080_8080 == 0 else { return false }
            index += 8
        }
        return bytes[index...].allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
    }

    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word
    }

    /// Hands `byte` of a UTF-8 text to `put`, escaped if a JSON string needs it.
    static func escape(_ byte: UInt8, put: (UInt8) -> Void) {
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { return put(byte) }
        put(0x5C)
        switch byte {
        case 0x22, 0x5C: put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
        default:
            "u00".utf8.forEach(put)
            put(Hexadecimal.digit(byte >> 4))
            put(Hexadecimal.digit(byte & 15))
        }
    }
}
