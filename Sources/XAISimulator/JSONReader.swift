/// Why a text is no JSON, and at which byte.
struct JSONError: Error, Equatable, CustomStringConvertible {
    let reason: String
    let offset: Int

    var description: String { "\(reason) at byte \(offset)" }
}

/// A strict RFC 8259 reader over bytes that somebody else owns.
struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The one value that the bytes hold, with nothing but white space around it.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("trailing characters") }
        return value
    }

    private func error(_ reason: String) -> JSONError {
        JSONError(reason: reason, offset: position)
    }

    private var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < SimulatorLimits.jsonDepth else { throw error("recursion limit exceeded") }
        skipSpace()
        switch current {
        case nil: throw error("end of file while parsing a value")
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard position + length <= bytes.count,
            (0..<length).allSatisfy({ bytes[position + $0] == word.utf8Start[$0] })
        else { throw error("expected value") }
        position += length
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var object = JSONObject()
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(object)
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw error("key must be a string") }
            let name = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw error("expected `:`") }
            position += 1
            let value = try value(depth: depth + 1)
            object.members.append(.init(name: name, value: value))
            if try endOfList(UInt8(ascii: "}")) { return .object(object) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            if try endOfList(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    /// Passes the comma (false) or the closing bracket (true) after an element.
    private mutating func endOfList(_ closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        switch current {
        case closing:
            position += 1
            return true
        case UInt8(ascii: ","):
            position += 1
            return false
        default:
            throw error("expected `,` or `\(Character(Unicode.Scalar(closing)))`")
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let leading = current
        let wholeDigits = digits()
        guard wholeDigits > 0 else { throw error("expected value") }
        if leading == UInt8(ascii: "0"), wholeDigits > 1 { throw error("invalid number") }
        let whole = position
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw error("invalid number") }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw error("invalid number") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if position == whole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error("number out of range") }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        return position - start
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlainText()
        switch current {
        case UInt8(ascii: "\""):
            let slice = UnsafeBufferPointer(rebasing: bytes[start..<position])
            guard let text = String(validating: slice, as: UTF8.self) else {
                throw error("invalid unicode code point")
            }
            position += 1
            return text
        case UInt8(ascii: "\\"):
            return try escapedString(from: start)
        default:
            throw unfinishedString
        }
    }

    private var unfinishedString: JSONError {
        error(
            current == nil
                ? "end of file while parsing a string"
                : "control character found while parsing a string")
    }

    /// The rest of a string whose first escape has just been met.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var unescaped = [UInt8](bytes[start..<position])
        while current == UInt8(ascii: "\\") {
            position += 1
            try escape(into: &unescaped)
            let plain = position
            skipPlainText()
            unescaped.append(contentsOf: bytes[plain..<position])
        }
        guard current == UInt8(ascii: "\"") else { throw unfinishedString }
        guard let text = String(validating: unescaped, as: UTF8.self) else {
            throw error("invalid unicode code point")
        }
        position += 1
        return text
    }

    /// Moves to the next quote, backslash or control character: eight bytes at a time, because
    /// prompts are long and hold few of them.
    private mutating func skipPlainText() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawBufferPointer(bytes)
        var index = position
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let quotes = word ^ (ones &* 0x22)
            let slashes = word ^ (ones &* 0x5C)
            let special =
                (word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes
                | (slashes &- ones) & ~slashes
            guard special & (ones &* 0x80) == 0 else { break }
            index += 8
        }
        while index < raw.count, raw[index] >= 0x20, raw[index] != 0x22, raw[index] != 0x5C {
            index += 1
        }
        position = index
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(JSONError) {
        guard let byte = current else { throw error("end of file while parsing a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape()
            unescaped.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw error("invalid escape")
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, current == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("lone surrogate in a unicode escape") }
        position += 2
        let second = try fourHexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw error("lone surrogate in a unicode escape") }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error("invalid escape") }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let character = Character(Unicode.Scalar(bytes[position + offset]))
            guard let digit = character.hexDigitValue else { throw error("invalid escape") }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
