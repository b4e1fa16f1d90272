/// JSON as it is being written.
///
/// It is a `String` and not a buffer of the network library because appending to one is a single
/// call of compiled code, in debug builds too, where tests run.
struct JSONText: Sendable {
    private(set) var text = ""

    init(capacity: Int = 256) {
        text.reserveCapacity(capacity)
    }

    /// Text that is JSON already.
    mutating func raw(_ json: String) {
        text += json
    }

    /// A string with its quotes.
    mutating func write(_ string: String) {
        text += "\""
        if JSONText.needsEscaping(string) { writeEscaped(string) } else { text += string }
        text += "\""
    }

    mutating func write(_ number: Int) {
        text += String(number)
    }

    mutating func write(_ number: Int64) {
        text += String(number)
    }

    mutating func write(_ flag: Bool) {
        text += flag ? "true" : "false"
    }

    /// `null` for nil.
    mutating func write(optional string: String?) {
        if let string { write(string) } else { text += "null" }
    }

    /// `null` for nil.
    mutating func write(optional number: Int?) {
        if let number { write(number) } else { text += "null" }
    }

    /// `null` for nil.
    mutating func write(optional number: Int64?) {
        if let number { write(number) } else { text += "null" }
    }

    /// The elements in brackets with commas between them.
    mutating func write<Element>(
        array elements: some Sequence<Element>, _ writeElement: (inout JSONText, Element) -> Void
    ) {
        text += "["
        var separate = false
        for element in elements {
            if separate { text += "," }
            separate = true
            writeElement(&self, element)
        }
        text += "]"
    }

    private static func needsEscaping(_ string: String) -> Bool {
        var string = string
        return string.withUTF8 { bytes in
            for byte in bytes where byte < 0x20 || byte == 0x22 || byte == 0x5C { return true }
            return false
        }
    }

    /// The inside of a string: short escapes, then `\u00XX`.
    private mutating func writeEscaped(_ string: String) {
        var start = string.startIndex
        for index in string.utf8.indices {
            let byte = string.utf8[index]
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
            text += string[start..<index]
            text += JSONText.escape(byte)
            start = string.utf8.index(after: index)
        }
        text += string[start...]
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        default: "\\u00" + Hexadecimal.text([byte])
        }
    }
}
