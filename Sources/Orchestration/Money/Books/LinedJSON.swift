/// A JSON text whose values know the line that they stand on, so that whoever wrote it is told
/// where it is wrong. Numbers stay as they are written: money is never read as a fraction.
indirect enum LinedJSON {
    case object([(key: String, value: LinedJSON)], line: Int)
    case array([LinedJSON], line: Int)
    case string(String, line: Int)
    case number(String, line: Int)
    /// `true`, `false` or `null`.
    case word(String, line: Int)

    var line: Int {
        switch self {
        case .object(_, let line), .array(_, let line), .string(_, let line),
            .number(_, let line), .word(_, let line):
            line
        }
    }

    /// The deepest nesting that is read.
    static let depthMax = 16

    static func read(_ text: String) throws(BookRefusal) -> LinedJSON {
        var reader = LinedJSONReader(text)
        return try reader.document()
    }
}

/// Reads a ``LinedJSON`` from its first character to its last.
private struct LinedJSONReader {
    private let bytes: [UInt8]
    private var next = 0
    private var line = 1

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

    private func refused(_ reason: String) -> BookRefusal { BookRefusal(line: line, reason) }

    mutating func document() throws(BookRefusal) -> LinedJSON {
        let value = try value(depth: 0)
        skipBlanks()
        guard byte == nil else { throw refused("there is more after the end of the book") }
        return value
    }

    private mutating func skipBlanks() {
        while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            if byte == 0x0A { line += 1 }
            next += 1
        }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        skipBlanks()
        guard byte == wanted else { return false }
        next += 1
        return true
    }

    private mutating func value(depth: Int) throws(BookRefusal) -> LinedJSON {
        guard depth < LinedJSON.depthMax else { throw refused("it is nested too deeply") }
        skipBlanks()
        switch byte {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string(), line: line)
        case .some: return try plain()
        case nil: throw refused("it ends too early")
        }
    }

    private mutating func object(_ depth: Int) throws(BookRefusal) -> LinedJSON {
        let start = line
        next += 1
        var members: [(key: String, value: LinedJSON)] = []
        if take(UInt8(ascii: "}")) { return .object(members, line: start) }
        repeat {
            skipBlanks()
            guard byte == UInt8(ascii: "\"") else { throw refused("a name in quotes is missing") }
            let key = try string()
            guard !members.contains(where: { $0.key == key }) else {
                throw refused("\"\(key)\" stands there twice")
            }
            guard take(UInt8(ascii: ":")) else { throw refused("a colon is missing") }
            members.append((key, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw refused("a comma or a } is missing") }
        return .object(members, line: start)
    }

    private mutating func array(_ depth: Int) throws(BookRefusal) -> LinedJSON {
        let start = line
        next += 1
        var elements: [LinedJSON] = []
        if take(UInt8(ascii: "]")) { return .array(elements, line: start) }
        repeat {
            elements.append(try value(depth: depth + 1))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw refused("a comma or a ] is missing") }
        return .array(elements, line: start)
    }

    /// Books hold names and dates, which need no escapes.
    private mutating func string() throws(BookRefusal) -> String {
        next += 1
        let start = next
        while let byte, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else {
                throw refused("a text has a line break or an escape in it, or no end")
            }
            next += 1
        }
        guard byte != nil else { throw refused("a text has no end") }
        defer { next += 1 }
        return String(decoding: bytes[start..<next], as: UTF8.self)
    }

    private mutating func plain() throws(BookRefusal) -> LinedJSON {
        let start = next
        let isPart: (UInt8) -> Bool = {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                || "+-.".utf8.contains($0)
        }
        while let byte, isPart(byte) { next += 1 }
        let text = String(decoding: bytes[start..<next], as: UTF8.self)
        if ["true", "false", "null"].contains(text) { return .word(text, line: line) }
        guard text.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#) != nil else {
            throw refused("this is not JSON")
        }
        return .number(text, line: line)
    }
}
