import NIOCore

/// JSON is written straight into the buffer that goes to the socket.
extension ByteBuffer {
    /// A JSON string with its quotes (RFC 8785 escaping: short escapes, then `\u00XX`).
    mutating func writeJSON(_ text: String) {
        writeInteger(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { writeEscaped($0) }
        writeInteger(UInt8(ascii: "\""))
    }

    /// The inside of a JSON string.
    private mutating func writeEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
            writeBytes(UnsafeBufferPointer(rebasing: bytes[start..<index]))
            writeEscape(byte)
            start = index + 1
        }
        writeBytes(UnsafeBufferPointer(rebasing: bytes[start...]))
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case 0x08: writeStaticString("\\b")
        case 0x09: writeStaticString("\\t")
        case 0x0A: writeStaticString("\\n")
        case 0x0C: writeStaticString("\\f")
        case 0x0D: writeStaticString("\\r")
        case 0x22: writeStaticString("\\\"")
        case 0x5C: writeStaticString("\\\\")
        default:
            writeStaticString("\\u00")
            let digits = Array("0123456789abcdef".utf8)
            writeInteger(digits[Int(byte >> 4)])
            writeInteger(digits[Int(byte & 15)])
        }
    }

    mutating func writeJSON(_ number: some BinaryInteger) {
        writeString(String(number))
    }

    mutating func writeJSON(_ flag: Bool) {
        writeStaticString(flag ? "true" : "false")
    }

    /// `null` for nil.
    mutating func writeJSON(optional text: String?) {
        if let text { writeJSON(text) } else { writeStaticString("null") }
    }

    /// `null` for nil.
    mutating func writeJSON(optional number: (some BinaryInteger)?) {
        if let number { writeJSON(number) } else { writeStaticString("null") }
    }

    /// The elements in brackets with commas between them.
    mutating func writeJSONArray<Element>(
        _ elements: some Sequence<Element>, _ write: (inout ByteBuffer, Element) -> Void
    ) {
        writeStaticString("[")
        var separate = false
        for element in elements {
            if separate { writeStaticString(",") }
            separate = true
            write(&self, element)
        }
        writeStaticString("]")
    }
}
