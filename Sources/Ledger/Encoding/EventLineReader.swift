internal import Foundation

/// Reads event lines back into records. A line has one spelling only: whatever is not byte for byte
/// what ``EventLineBuffer`` would write is refused, because its hash would be another one.
package struct EventLineReader {
    /// Why a line is not an event line.
    package struct Problem: Error, Hashable {
        package let reason: String
    }

    private let buffer = EventLineBuffer()

    package init() {}

    /// The event that `line`, without a line feed, is the line of.
    package func record(
        _ line: UnsafeBufferPointer<UInt8>
    ) throws(Problem) -> EventRecord {
        guard line.count <= EventRecord.lineBytesMax else {
            throw Problem(
                reason: "it has \(line.count) bytes, at most \(EventRecord.lineBytesMax) fit")
        }
        var cursor = EventLineCursor(bytes: line)
        let record = try cursor.record()
        if let problem = CanonicalJSONCheck.problem(in: record.body) {
            throw Problem(reason: "its body is not canonical JSON: \(problem)")
        }
        record.withColumns { buffer.write($0) }
        guard buffer.holds(line) else {
            throw Problem(reason: "it is not spelled as event lines are")
        }
        return record
    }
}

/// Goes through an event line from left to right.
private struct EventLineCursor {
    typealias Problem = EventLineReader.Problem

    let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func record() throws(Problem) -> EventRecord {
        try expect("{\"position\":")
        let position = try integer()
        try expect(",\"id\":")
        guard let id = try identifier() else { throw Problem(reason: "it has no id") }
        try expect(",\"stream\":")
        let stream = try string()
        try expect(",\"version\":")
        let version = try integer()
        try expect(",\"type\":")
        let type = try string()
        try expect(",\"recorded_at\":")
        let recordedAt = try integer()
        try expect(",\"correlation\":")
        let correlation = try identifier()
        try expect(",\"causation\":")
        let causation = try identifier()
        try expect(",\"actor\":")
        let actor = try string()
        try expect(",\"body\":")
        guard index < bytes.count, bytes[bytes.count - 1] == UInt8(ascii: "}") else {
            throw Problem(reason: "it does not end with }")
        }
        return EventRecord(
            position: position, id: id, stream: StreamName(text: stream), version: version,
            type: type, recordedAt: Timestamp(microseconds: recordedAt), correlation: correlation,
            causation: causation, actor: actor, body: try text(index..<(bytes.count - 1)))
    }

    private mutating func expect(_ text: StaticString) throws(Problem) {
        let word = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[index...].starts(with: word) else {
            throw Problem(reason: "it is not an event line from byte \(index) on")
        }
        index += word.count
    }

    private mutating func integer() throws(Problem) -> Int64 {
        let start = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
        guard let value = Int64(try text(start..<index)) else {
            throw Problem(reason: "there is no whole number at byte \(start)")
        }
        return value
    }

    /// A UUID in quotes, or null.
    private mutating func identifier() throws(Problem) -> EventID? {
        if bytes[index...].starts(with: "null".utf8) {
            index += 4
            return nil
        }
        let start = index
        guard let id = EventID(text: try string()) else {
            throw Problem(reason: "there is no UUID at byte \(start)")
        }
        return id
    }

    private mutating func string() throws(Problem) -> String {
        let start = index
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
            throw Problem(reason: "there is no text at byte \(start)")
        }
        index += 1
        var isEscaped = false
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") {
                isEscaped = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else { throw Problem(reason: "a text does not end") }
        index += 1
        guard isEscaped else { return try text((start + 1)..<(index - 1)) }
        let quoted = Data(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        guard let text = try? JSONDecoder().decode(String.self, from: quoted) else {
            throw Problem(reason: "there is no text at byte \(start)")
        }
        return text
    }

    private func text(_ range: Range<Int>) throws(Problem) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw Problem(reason: "it is not UTF-8")
        }
        return text
    }
}
