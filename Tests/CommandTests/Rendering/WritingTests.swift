import Foundation
import Testing

@testable import GrokCommands

@Suite("What is written to standard output")
struct WritingTests {
    @Test("Lines arrive whole and in order, however many there are")
    func lines() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("lines-\(UUID().uuidString)")
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        try #require(descriptor >= 0)
        let writer = LineWriter(file: descriptor)
        let lines = (0..<20_000).map { "line \($0) " + String(repeating: "é", count: $0 % 50) }
        for line in lines { writer.line(line.utf8) }
        writer.flush()
        close(descriptor)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text == lines.map { $0 + "\n" }.joined())
        #expect(!writer.isClosed)
        try FileManager.default.removeItem(at: file)
    }

    @Test("A writer whose reader has gone says so and stays quiet")
    func readerGone() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let writer = LineWriter(file: ends[1])
        #expect(!writer.isClosed)
        writer.line("nobody reads this".utf8)
        writer.flush()
        #expect(writer.isClosed)
        writer.line("nor this".utf8)
        writer.flush()
        close(ends[1])
    }

    @Test("A key without a value is null and not left out")
    func nullable() throws {
        struct Example: Encodable {
            @Nullable var firstValue: Int?
            @Nullable var secondValue: String?
            let path: String
        }
        let text = try JSONText.line(Example(firstValue: nil, secondValue: "a", path: "/x"))
        #expect(text == #"{"first_value":null,"path":"/x","second_value":"a"}"# + "\n")
    }
}
