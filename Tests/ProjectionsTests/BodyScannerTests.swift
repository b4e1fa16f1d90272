import Foundation
import Ledger
import LedgerStore
import Testing

@testable import Projections

@Suite("Reading values out of bodies")
struct BodyScannerTests {
    @Test(
        "Every value that is read is the one that a JSON parser finds under its path",
        arguments: [91, .random(in: 1_000...999_999_999)] as [UInt64])
    func values(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        while history.recorded.count < 600 { try await history.step() }
        var types: Set<String> = []
        try history.log.reader.forEach(from: 1) { record in
            var batch = LogBatch()
            let type = try #require(
                Array(record.type.utf8).withUnsafeBytes { LoggedType($0) }, "\(record.type)")
            let entry = Array(record.body.utf8).withUnsafeBytes { body in
                batch.add(position: 1, recordedAt: 1, type: type, task: nil, body: body)
            }
            try #require(entry != nil, "\(record.body)")
            types.insert(record.type)
            let object = try JSONSerialization.jsonObject(with: Data(record.body.utf8))
            for (path, slot) in type.shape.paths {
                let expected = path.reduce(object as Any?) { ($0 as? [String: Any])?[$1] }
                check(batch.fields[slot], batch, expected, "\(path) of \(record.body)")
            }
        }
        #expect(types.count > 12)
        await history.log.close()
    }

    private func check(_ field: Field, _ batch: LogBatch, _ expected: Any?, _ place: Comment) {
        switch expected {
        case let text as String: #expect(batch.string(field) == text, place)
        case let number as NSNumber: #expect(field.integer == number.int64Value, place)
        case let list as [Int]:
            #expect(
                batch.string(field) == "[" + list.map(String.init).joined(separator: ",") + "]",
                place)
        case let object as [String: String]:
            let text = Data(batch.string(field).utf8)
            #expect((try? JSONDecoder().decode([String: String].self, from: text)) == object, place)
        default: #expect(field.isNull, place)
        }
    }

    @Test("Every type of event that concerns a table is known by its name")
    func types() {
        for type in LoggedType.allCases {
            #expect(Array(type.name.utf8).withUnsafeBytes { LoggedType($0) } == type)
        }
        let withoutTable: Set = [
            CheckpointSigned.type, AnswerInherited.type, BudgetReached.type,
            PriceBookAdopted.type,
        ]
        #expect(
            Set(LoggedType.allCases.map(\.name))
                == Set(Event.knownTypes).subtracting(withoutTable))
        #expect(Array("attempt-started.v2".utf8).withUnsafeBytes { LoggedType($0) } == nil)
    }

    @Test(
        "What is no JSON object is not read",
        arguments: [
            "", "{", "[]", #"{"a""#, #"{"attempt":{"id":"a}"#, #"{"a":1}}"#, #"{"a":"\"#,
            #"{"attempt":{"number":-}}"#, #"{"attempt":{"number":12345678901234567890}}"#,
        ])
    func broken(body: String) {
        var batch = LogBatch()
        let entry = Array(body.utf8).withUnsafeBytes {
            batch.add(position: 1, recordedAt: 1, type: .attemptStarted, task: nil, body: $0)
        }
        #expect(entry == nil)
    }

    @Test("Names are read from hexadecimal, and nothing else is")
    func names() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let text = Hexadecimal.encode(bytes)
            let name = Array(text.utf8).withUnsafeBytes { Name(hexadecimal: $0) }
            #expect(name?.withBytes { Array($0) } == bytes)
            let id = EventID(bytes: bytes.prefix(16))
            let uuid = Array((id?.text ?? "").utf8).withUnsafeBytes { Name(hexadecimal: $0) }
            #expect(uuid?.uuid == id?.text)
            #expect(uuid?.withBytes { Array($0.prefix(16)) } == Array(bytes.prefix(16)))
            var broken = Array(text.utf8)
            broken[Int.random(in: 0..<64, using: &random)] = random.pick(
                Array("/:@`gGAF -".utf8) + [0, 0x7F, 0xB1, 0xFF])
            #expect(broken.withUnsafeBytes { Name(hexadecimal: $0) } == nil)
        }
    }

    @Test("Text goes into JSON and comes back unchanged")
    func escapes() throws {
        let text = String(String.UnicodeScalarView((0..<0x250).compactMap(Unicode.Scalar.init)))
        var escaped: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { JSONText.escape($0, into: &escaped) }
        #expect(
            String(decoding: escaped, as: UTF8.self)
                == CanonicalJSON.quote(text).dropFirst().dropLast())
        #expect(JSONText.unescape(escaped[...]) == Array(text.utf8))
    }

    @Test("Timestamps are those of SQLite")
    func timestamps() throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 1)
        _ = try home.openTables()
        var random = SeededGenerator(seed: 4)
        for _ in 0..<100 {
            let time = Int64.random(
                in: -60_000_000_000_000_000...250_000_000_000_000_000, using: &random)
            let seconds = Int64((Double(time) / 1_000_000).rounded(.down))
            #expect(
                SQLTimestamp(microseconds: time).text
                    == (try home.shell("SELECT datetime(\(seconds), 'unixepoch')")), "\(time)")
        }
        withExtendedLifetime(history) {}
    }
}

extension BodyShape {
    /// Every slot with its path.
    fileprivate var paths: [(path: [String], slot: Int)] {
        func paths(_ level: Range<Int>) -> [(path: [String], slot: Int)] {
            members[level].flatMap { member in
                if let slot = member.slot { return [([member.name.description], slot)] }
                return paths(member.children).map { ([member.name.description] + $0.path, $0.slot) }
            }
        }
        return paths(root)
    }
}
