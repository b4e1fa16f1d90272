internal import Foundation

/// A JSON text whose members know their lines, so that what is wrong can be pointed at.
indirect enum LocatedJSON {
    struct Member {
        let key: String
        /// From 1.
        let line: Int
        let value: LocatedJSON
    }

    case object([Member])
    case string(String)
    /// As it is written, so that no digit is lost.
    case number(String)
    case other

    /// Nil when `data` is not one JSON object.
    init?(_ data: Data) {
        // Whatever else is wrong with it, the scanner relies on sound JSON.
        guard (try? JSONSerialization.jsonObject(with: data)) is [String: Any] else { return nil }
        var scanner = LocatedJSONScanner(bytes: Array(data))
        self = scanner.value()
    }
}

/// Reads JSON that is known to be sound.
private struct LocatedJSONScanner {
    let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func value() -> LocatedJSON {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "\""): return .string(string())
        case UInt8(ascii: "["):
            skipArray()
            return .other
        default:
            let word = word()
            return word.first.map { $0 == "-" || $0.isNumber } == true ? .number(word) : .other
        }
    }

    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
        }
    }

    private mutating func object() -> LocatedJSON {
        var members: [LocatedJSON.Member] = []
        index += 1
        skipSpace()
        while index < bytes.count, current != UInt8(ascii: "}") {
            let line = line
            let key = string()
            skipSpace()
            index += 1
            members.append(LocatedJSON.Member(key: key, line: line, value: value()))
            skipSeparator()
        }
        index += 1
        return .object(members)
    }

    private mutating func skipArray() {
        index += 1
        skipSpace()
        while index < bytes.count, current != UInt8(ascii: "]") {
            _ = value()
            skipSeparator()
        }
        index += 1
    }

    private mutating func skipSeparator() {
        skipSpace()
        if current == UInt8(ascii: ",") { index += 1 }
        skipSpace()
    }

    private mutating func string() -> String {
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, bytes.count)
        let token = Data(bytes[start..<index])
        return (try? JSONDecoder().decode(String.self, from: token)) ?? ""
    }

    private mutating func word() -> String {
        let start = index
        while index < bytes.count, !" \t\r\n,]}".utf8.contains(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }
}
