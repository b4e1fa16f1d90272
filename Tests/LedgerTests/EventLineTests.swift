import Ledger
import Testing

@Suite("Event line")
struct EventLineTests {
    static let record = EventRecord(
        position: 7, id: EventID(high: 0x0123_4567_89AB_7CDE, low: 0x8F01_2345_6789_ABCD),
        stream: StreamName(text: "task-abc"), version: 3, type: "task-paused.v1",
        recordedAt: Timestamp(microseconds: 1_763_800_000_000_000),
        correlation: EventID(high: 1, low: 2), causation: nil, actor: "grok/0.1.0",
        body: #"{"reason":"interrupted"}"#)

    @Test("The line has its keys in the documented order")
    func line() {
        #expect(
            Self.record.line == #"{"position":7,"id":"01234567-89ab-7cde-8f01-23456789abcd","#
                + #""stream":"task-abc","version":3,"type":"task-paused.v1","#
                + #""recorded_at":1763800000000000,"#
                + #""correlation":"00000000-0000-0001-0000-000000000002","causation":null,"#
                + #""actor":"grok/0.1.0","body":{"reason":"interrupted"}}"#)
    }

    @Test("The leaf is the hash of a zero byte and the line")
    func leaf() {
        #expect(Self.record.leaf == Hash(of: [0] + Array(Self.record.line.utf8)))
    }

    @Test("Names with quotes, control characters and other alphabets stay one line of JSON")
    func escapes() {
        let record = EventRecord(
            position: .max, id: EventID(high: 0, low: 0), stream: StreamName(text: "a\"\\\n\u{1}é"),
            version: .min, type: "\t", recordedAt: Timestamp(microseconds: -1), correlation: nil,
            causation: EventID(high: .max, low: .max), actor: "", body: "{}")
        #expect(
            record.line == #"{"position":9223372036854775807,"#
                + #""id":"00000000-0000-0000-0000-000000000000","stream":"a\"\\\n\u0001é","#
                + #""version":-9223372036854775808,"type":"\t","recorded_at":-1,"#
                + #""correlation":null,"causation":"ffffffff-ffff-ffff-ffff-ffffffffffff","#
                + #""actor":"","body":{}}"#)
    }

    @Test("A buffer that was used for a long line writes a short one right, and the other way")
    func reuse() {
        let long = String(repeating: "x", count: 20_000)
        let records = ["{}", "{\"a\":\"\(long)\"}", "{}"].map { body in
            EventRecord(
                position: 1, id: EventID(high: 1, low: 1), stream: .ledger, version: 1,
                type: "t.v1", recordedAt: Timestamp(microseconds: 0), correlation: nil,
                causation: nil, actor: "a", body: body)
        }
        let buffer = EventLineBuffer()
        for record in records {
            record.withColumns { buffer.write($0) }
            #expect(buffer.text == record.line)
            #expect(buffer.leaf == record.leaf)
        }
    }

    @Test("A hash keeps its bytes through every way of making it")
    func hashes() throws {
        let hash = Hash(of: Array("abc".utf8))
        #expect(
            hash.hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hash(bytes: hash.bytes) == hash)
        #expect(Hash(hexadecimal: hash.hexadecimal) == hash)
        #expect(hash.bytes.withUnsafeBytes { Hash(raw: $0) } == hash)
        #expect(Hash(prefix: 0x61, Array("b".utf8), Array("c".utf8)) == hash)
        #expect(Hash(bytes: [1, 2, 3]) == nil)
        #expect(Hash(hexadecimal: hash.hexadecimal.uppercased()) == nil)
        #expect(Hash(of: "abc".utf8) == hash)
    }
}
