import Testing

@testable import XAI

@Suite("The parser of server-sent events")
struct ServerSentEventParserTests {
    private func events(_ pieces: [ArraySlice<UInt8>]) -> [String] {
        var parser = ServerSentEventParser()
        var events: [String] = []
        for piece in pieces {
            piece.withUnsafeBytes { bytes in
                parser.feed(bytes) { events.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        parser.finish { events.append(String(decoding: $0, as: UTF8.self)) }
        return events
    }

    private func events(_ text: String) -> [String] {
        events([Array(text.utf8)[...]])
    }

    private static let stream = """
        \u{FEFF}: a comment
        data: {"a":1}

        event: message
        id: 7
        retry: 100
        data:first
        data: second
        data
        data:  two spaces

        : another

        data: Grüße 中 😀

        data: [DONE]


        """
    private static let expected = [
        "{\"a\":1}", "first\nsecond\n\n two spaces", "Grüße 中 😀", "[DONE]",
    ]

    @Test("Comments, other fields, several data lines and a byte-order mark are understood")
    func grammar() {
        #expect(events(Self.stream) == Self.expected)
    }

    @Test(
        "Lines may end with LF, CRLF or CR, and the stream may be cut in two at any byte",
        arguments: ["\n", "\r\n", "\r"])
    func everySplit(lineEnd: String) {
        let bytes = Array(Self.stream.replacing("\n", with: lineEnd).utf8)
        for split in 0...bytes.count {
            #expect(events([bytes[..<split], bytes[split...]]) == Self.expected)
        }
    }

    @Test("The stream may come byte by byte", arguments: ["\n", "\r\n", "\r"])
    func everyByte(lineEnd: String) {
        let bytes = Array(Self.stream.replacing("\n", with: lineEnd).utf8)
        #expect(events(bytes.indices.map { bytes[$0...$0] }) == Self.expected)
    }

    @Test("It may be cut at any three places")
    func randomSplits() {
        var generator = SeededGenerator.fresh("splits of a stream")
        let bytes = Array(Self.stream.replacing("\n", with: "\r\n").utf8)
        for _ in 0..<500 {
            let cuts = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &generator) }
                .sorted()
            let ends = [0] + cuts + [bytes.count]
            let pieces = zip(ends, ends.dropFirst()).map { bytes[$0..<$1] }
            #expect(events(pieces) == Self.expected)
        }
    }

    @Test("An event whose empty line never came is handed over at the end")
    func unendedEvent() {
        #expect(events("data: one\n\ndata: two\n") == ["one", "two"])
        #expect(events("data: one\n\ndata: two") == ["one", "two"])
        #expect(events("data: one\n\ndat") == ["one"])
    }

    @Test("Fields that only begin like data are not data")
    func similarFields() {
        #expect(events("database: x\n\ndata: y\n\nDATA: z\n\n") == ["y"])
    }

    @Test("Nothing is held back once an event is over")
    func pendingBytes() {
        var parser = ServerSentEventParser()
        Array("data: abc\n\ndata: de".utf8).withUnsafeBytes { parser.feed($0) { _ in } }
        #expect(parser.pendingByteCount == 8)
        Array("\n\n".utf8).withUnsafeBytes { parser.feed($0) { _ in } }
        #expect(parser.pendingByteCount == 0)
    }
}
