import Foundation
import Testing

@testable import XAI

@Suite("The light JSON reader")
struct JSONScannerTests {
    private func string(_ json: String) throws -> String? {
        try JSONScanner.read(Array(json.utf8)) { try $0.string() }
    }

    private func whole(_ json: String) throws -> JSONScanner.Whole {
        try JSONScanner.read(Array(json.utf8)) { try $0.whole() }
    }

    @Test("Every escape of a string is decoded")
    func escapes() throws {
        #expect(try string(#""a\"b\\c\/d\n\t\r\b\fé""#) == "a\"b\\c/d\n\t\r\u{8}\u{C}é")
        #expect(try string(#""\u00e9\u4e2d\ud83d\ude00""#) == "é中😀")
    }

    @Test("Half of a surrogate pair becomes the replacement character")
    func loneSurrogates() throws {
        #expect(try string(#""\ud83d""#) == "\u{FFFD}")
        #expect(try string(#""\ud83dx""#) == "\u{FFFD}x")
        #expect(try string(#""\ude00\u0041""#) == "\u{FFFD}A")
        #expect(try string(#""\ud83d\u0041""#) == "\u{FFFD}A")
    }

    @Test("Bytes that are not UTF-8 do not end the reading")
    func brokenText() throws {
        let text = try JSONScanner.read([0x22, 0x61, 0xFF, 0x62, 0x22]) { try $0.string() }
        #expect(text == "a\u{FFFD}b")
    }

    @Test("An escape that JSON does not know, or that is cut short, is an error")
    func badEscapes() {
        for json in [#""\x41""#, #""\u12""#, #""\u12G4""#, #""\"#, #""abc"#] {
            #expect(throws: JSONError.self) { try string(json) }
        }
    }

    @Test("A value that is no string reads as none, and reading goes on behind it")
    func otherValues() throws {
        var seen: [String] = []
        let json = #"{"a":{"x":["]"]},"b":null,"c":"yes"}"#
        try JSONScanner.read(Array(json.utf8)) { scanner in
            #expect(try scanner.enterObject())
            while let key = try scanner.nextKey() {
                seen.append("\(key) \(try scanner.string() ?? "none")")
            }
        }
        #expect(seen == ["a none", "b none", "c yes"])
    }

    @Test("Only whole numbers within 64 bits are values")
    func numbers() throws {
        #expect(try whole("12") == .value(12))
        #expect(try whole("-7") == .value(-7))
        #expect(try whole("12.000") == .value(12))
        #expect(try whole("\"1176500\"") == .value(1_176_500))
        #expect(try whole("9223372036854775807") == .value(.max))
        #expect(try whole("9223372036854775808") == .unreadable)
        #expect(try whole("1.5") == .unreadable)
        #expect(try whole("1e3") == .unreadable)
        #expect(try whole("null") == .none)
        #expect(try whole("true") == .none)
        #expect(try whole("{\"a\":1}") == .none)
        #expect(try whole("\"\"") == .none)
    }

    @Test("A text that ends anywhere before its end is an error, and never more than that")
    func truncation() throws {
        let json = Array(Answers.completion("a\\u4e2d\\\"b").utf8)
        for length in 0..<json.count {
            #expect(throws: JSONError.self) { try ChatPayload(Array(json[..<length])) }
        }
        #expect(try ChatPayload(json).text == "a中\"b")
    }

    @Test("Damaged JSON is read or refused, and never traps")
    func damage() {
        var generator = SeededGenerator.fresh("damaged JSON")
        let json = Array(Answers.completion().utf8)
        let bytes = Array("{}[]\",:\\u0e9-. \n".utf8)
        var refused = 0
        for _ in 0..<3_000 {
            var damaged = json
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0..<damaged.count, using: &generator)
                damaged[position] = bytes.randomElement(using: &generator) ?? 0
            }
            if (try? ChatPayload(damaged)) == nil { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test("It reads strings exactly as Foundation does")
    func likeFoundation() throws {
        var generator = SeededGenerator.fresh("strings like Foundation")
        let scalars = ["a", "\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "中", "😀", "/", "\u{2028}"]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                scalars.randomElement(using: &generator) ?? ""
            }.joined()
            var writer = JSONWriter(capacity: 16)
            writer.string(text)
            #expect(try string(String(decoding: writer.bytes, as: UTF8.self)) == text)
            let theirs = try JSONSerialization.jsonObject(
                with: Data(writer.bytes), options: .fragmentsAllowed)
            #expect(theirs as? String == text)
        }
    }
}
