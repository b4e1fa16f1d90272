/// The text is not JSON, or ends in the middle of it.
struct JSONError: Error, Equatable {}

/// A reader that walks over JSON once, front to back, and decodes only what is asked for.
///
/// A streamed answer is hundreds of small objects of which four fields matter; a general decoder
/// would cost more than the whole rest of the call. It is lenient about commas and about values
/// that are skipped, and strict about where strings, objects and the text itself end.
///
/// It does not own the bytes: they must outlive it. Every read is checked against their end.
struct JSONScanner {
    /// A number as counts and money need it: whole, or not to be trusted.
    enum Whole: Equatable {
        /// Null, or something that is no number at all.
        case none
        case value(Int64)
        /// Fractional, with an exponent, or beyond 64 bits.
        case unreadable
    }

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    /// A byte-order mark at the beginning is read over.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    // MARK: - Objects and arrays

    /// Steps into an object; anything else is skipped and false comes back.
    mutating func enterObject() throws(JSONError) -> Bool {
        try enter(UInt8(ascii: "{"))
    }

    /// Steps into an array; anything else is skipped and false comes back.
    mutating func enterArray() throws(JSONError) -> Bool {
        try enter(UInt8(ascii: "["))
    }

    private mutating func enter(_ bracket: UInt8) throws(JSONError) -> Bool {
        if try peek() == bracket {
            position += 1
            return true
        }
        try skip()
        return false
    }

    /// The next key of the object, whose value must then be read or skipped; nil at its end.
    mutating func nextKey() throws(JSONError) -> String? {
        guard try nextMember(until: UInt8(ascii: "}")) else { return nil }
        guard bytes[position] == UInt8(ascii: "\"") else { throw JSONError() }
        let key = try readString()
        guard try peek() == UInt8(ascii: ":") else { throw JSONError() }
        position += 1
        return key
    }

    /// Whether the array has another element, which must then be read or skipped.
    mutating func nextElement() throws(JSONError) -> Bool {
        try nextMember(until: UInt8(ascii: "]"))
    }

    private mutating func nextMember(until end: UInt8) throws(JSONError) -> Bool {
        var byte = try peek()
        if byte == UInt8(ascii: ",") {
            position += 1
            byte = try peek()
        }
        guard byte != end else {
            position += 1
            return false
        }
        return true
    }

    // MARK: - Values

    /// A string; nil for anything else, which is skipped.
    mutating func string() throws(JSONError) -> String? {
        guard try peek() == UInt8(ascii: "\"") else {
            try skip()
            return nil
        }
        return try readString()
    }

    /// A whole number, also one written as a string, as protocol buffers write 64-bit integers.
    mutating func whole() throws(JSONError) -> Whole {
        let first = try peek()
        if first == UInt8(ascii: "\"") {
            let text = try readString()
            return Self.whole(text.utf8[...])
        }
        let value = try rawValue()
        guard first == UInt8(ascii: "-") || Self.isDigit(first) else { return .none }
        return Self.whole(value[...])
    }

    /// Whether a value is there: neither null nor false, an empty string, or an empty object.
    mutating func isSomething() throws(JSONError) -> Bool {
        let value = try rawValue()
        return !["null", "false", "\"\"", "{}", "[]"].contains { value.elementsEqual($0.utf8) }
    }

    /// The bytes of the next value as they stand.
    mutating func rawValue() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
        _ = try peek()
        let start = position
        try skip()
        return read(from: start, to: position)
    }

    /// What has been read between two places.
    func read(from start: Int, to end: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    mutating func skip() throws(JSONError) {
        var depth = 0
        repeat {
            switch try peek() {
            case UInt8(ascii: "\""):
                _ = try skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw JSONError() }
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw JSONError() }
                position += 1
            default:
                try skipWord()
            }
        } while depth > 0
    }

    /// The first byte of what comes next, behind white space.
    mutating func peek() throws(JSONError) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        throw JSONError()
    }
}

// MARK: - Strings and numbers

extension JSONScanner {
    private mutating func skipWord() throws(JSONError) {
        let start = position
        while position < bytes.count, Self.isWord(bytes[position]) {
            position += 1
        }
        guard position > start else { throw JSONError() }
    }

    /// Steps over a string and says whether it has escapes.
    private mutating func skipString() throws(JSONError) -> Bool {
        var hasEscapes = false
        var index = position + 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return hasEscapes
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        throw JSONError()
    }

    private mutating func readString() throws(JSONError) -> String {
        let start = position + 1
        let hasEscapes = try skipString()
        let content = read(from: start, to: position - 1)
        return hasEscapes
            ? try JSONEscapes.decode(content) : String(decoding: content, as: UTF8.self)
    }

    private static func whole<Text: Collection<UInt8>>(_ text: Text) -> Whole
    where Text.SubSequence == Text {
        var digits = text
        let negative = digits.first == UInt8(ascii: "-")
        if negative { digits = digits.dropFirst() }
        guard let first = digits.first, isDigit(first) else { return .none }
        var value: Int64 = 0
        while let digit = digits.first, isDigit(digit) {
            let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tenfold.addingReportingOverflow(Int64(digit - 0x30))
            guard !tooLarge, !overflow else { return .unreadable }
            value = sum
            digits = digits.dropFirst()
        }
        if digits.first == UInt8(ascii: ".") {
            digits = digits.dropFirst().drop { $0 == UInt8(ascii: "0") }
        }
        guard digits.isEmpty else { return .unreadable }
        return .value(negative ? -value : value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: ".")
    }
}
