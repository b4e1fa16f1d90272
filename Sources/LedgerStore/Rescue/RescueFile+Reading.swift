internal import Foundation
internal import Ledger

extension RescueFile {
    /// Reads the bytes of the file at `path`. What stands before the first line and after the last
    /// one is passed over: it may have been copied from a terminal. Throws for a file that is not
    /// whole, is not what was written, or cites a text that it does not hold.
    package init(_ bytes: [UInt8], path: String) throws(RescueError) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard
            let first = lines.firstIndex(where: { $0.starts(with: Self.headPrefix.utf8) }),
            let head = try? JSONDecoder().decode(Head.self, from: Data(lines[first])),
            head.kind == Self.kind
        else { throw .notARescueFile(path: path) }
        let rest = lines[(first + 1)...]
        guard let last = rest.firstIndex(where: { $0.starts(with: Self.checkPrefix.utf8) }) else {
            throw .damaged(path: path, reason: "its last line is missing")
        }
        try Self.check(lines[first..<last], against: lines[last], path: path)
        let content = Array(rest[..<last])
        guard (0...content.count).contains(head.texts),
            content.count - head.texts == head.events
        else {
            throw .damaged(path: path, reason: "it has another number of lines than it says")
        }
        var texts: [ExportedBlob] = []
        for line in content.prefix(head.texts) { texts.append(try Self.text(line, path)) }
        var events: [EventRecord] = []
        for line in content.dropFirst(head.texts) {
            events.append(try Self.event(line, of: head.task, path))
        }
        let held = Set(texts.map(\.commitment))
        guard events.allSatisfy({ CitedTexts($0).texts.allSatisfy(held.contains) }) else {
            throw .damaged(path: path, reason: "a text that it cites is missing")
        }
        self.init(ledger: head.ledger, task: head.task, events: events, texts: texts)
    }

    private static func check(
        _ lines: ArraySlice<ArraySlice<UInt8>>, against line: ArraySlice<UInt8>, path: String
    ) throws(RescueError) {
        let found = Hash(hashing: { update in
            for line in lines {
                line.withUnsafeBytes { update($0) }
                withUnsafeBytes(of: UInt8(ascii: "\n")) { update($0) }
            }
        })
        let check = try? JSONDecoder().decode(Check.self, from: Data(line))
        guard check?.sha256 == found.hexadecimal else {
            throw .damaged(path: path, reason: "its content is not what was written")
        }
    }

    private static func text(
        _ line: ArraySlice<UInt8>, _ path: String
    ) throws(RescueError) -> ExportedBlob {
        let result = line.withUnsafeBufferPointer { bytes in
            Result { () throws(BlobCodec.Damage) in try ExportedBlob(line: bytes) }
        }
        switch result {
        case .failure(let damage): throw .damaged(path: path, reason: damage.reason)
        case .success(let text):
            guard case .text = text.content else {
                throw .damaged(path: path, reason: "a text is missing")
            }
            return text
        }
    }

    private static func event(
        _ line: ArraySlice<UInt8>, of task: TaskID, _ path: String
    ) throws(RescueError) -> EventRecord {
        let result = line.withUnsafeBufferPointer { bytes in
            Result { () throws(EventLineReader.Problem) in try EventLineReader().record(bytes) }
        }
        switch result {
        case .failure(let problem): throw .damaged(path: path, reason: problem.reason)
        case .success(let record):
            guard record.stream == task.stream, record.position == 0, record.version == 0 else {
                throw .damaged(path: path, reason: "an event is not one of task \(task)")
            }
            return record
        }
    }
}
