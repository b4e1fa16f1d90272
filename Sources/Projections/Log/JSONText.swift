/// Strings of JSON, between the quotes.
enum JSONText {
    /// Appends `text` to `output` with the escapes of RFC 8785.
    static func escape(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        guard let base = text.baseAddress else { return }
        var start = 0
        var index = 0
        let count = text.count
        while index < count {
            // Eight bytes at a time as long as none of them needs an escape.
            if count - index >= 8 {
                let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                if !needsEscape(word) {
                    index += 8
                    continue
                }
            }
            let byte = base[index]
            if byte >= 0x20, byte != 0x22, byte != 0x5C {
                index += 1
                continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            appendEscape(byte, to: &output)
            index += 1
            start = index
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<count]))
    }

    /// Whether one of eight bytes is a control character, a quote or a backslash.
    private static func needsEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let control = (word &- ones &* 0x20) & ~word
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let found =
            control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return found & (ones << 7) != 0
    }

    private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(0x5C)
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0..<0x20:
            output.append(contentsOf: "u00".utf8)
            output.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 15
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") - 10 + low)
        default: output.append(byte)
        }
    }

    /// The text that `escaped` stands for; nil if it is no JSON string.
    static func unescape(_ escaped: ArraySlice<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var rest = escaped
        while let byte = rest.popFirst() {
            guard byte == 0x5C else {
                output.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "\""): output.append(0x22)
            case UInt8(ascii: "\\"): output.append(0x5C)
            case UInt8(ascii: "/"): output.append(0x2F)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "u"):
                // Canonical JSON writes control characters so, and nothing else.
                guard rest.count >= 4,
                    let code = UInt8(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16)
                else { return nil }
                output.append(code)
                rest.removeFirst(4)
            default: return nil
            }
        }
        return output
    }
}
