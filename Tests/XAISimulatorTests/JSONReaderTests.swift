import Foundation
import Testing

@testable import XAISimulator

@Suite("JSON reader")
struct JSONReaderTests {
    private static func read(_ text: String) throws -> JSONValue {
        try Array(text.utf8).withUnsafeBufferPointer { try JSONReader.read($0) }
    }

    @Test("Every kind of value is read as it is written")
    func values() throws {
        let text = #"""
             {"a": [1, -2, 0, 9223372036854775807, 9223372036854775808, 1.5e3, -0.25],
              "b": {"t": true, "f": false, "n": null, "": []},
              "c": "q\" s\\ \/ \b\f\n\r\t é \u00e9 \ud83e\ude99 漢"}
            """#
        let value = try Self.read(text)
        #expect(
            value["a"]
                == .array([
                    .integer(1), .integer(-2), .integer(0), .integer(.max),
                    .number(9_223_372_036_854_775_808), .number(1_500), .number(-0.25),
                ]))
        #expect(value["b"]?["t"] == .bool(true))
        #expect(value["b"]?["f"] == .bool(false))
        #expect(value["b"]?["n"] == .null)
        #expect(value["b"]?[""] == .array([]))
        #expect(value["c"] == .string("q\" s\\ / \u{8}\u{c}\n\r\t é é 🪙 漢"))
        #expect(value["d"] == nil)
    }

    @Test("The last of several members of one name counts")
    func repeatedName() throws {
        #expect(try Self.read(#"{"a":1,"a":2}"#)["a"] == .integer(2))
    }

    @Test(
        "What is no JSON is refused with its place",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\"}", "{a:1}", "{\"a\":1,}", "tru", "nul", "01", "-", "1.",
            ".5", "1e", "+1", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"",
            "\"\\ud800\\u0041\"", "\"line\nbreak\"", "1 2", "[1 2]", "1e999", "NaN",
        ])
    func refused(text: String) {
        #expect(throws: JSONError.self) { try Self.read(text) }
    }

    @Test("A quote, an escape and a control character are met at every offset of a string")
    func offsets() throws {
        for length in 0...40 {
            let start = String(repeating: "ä", count: length / 3)
            let plain = start + "x.~\u{7f}z".prefix(length % 6)
            for rest in 0...12 {
                let after = String(repeating: "y", count: rest)
                let value = try Self.read("[\"\(plain)\\n\(after)\",\"\(plain)\"]")
                #expect(value == .array([.string("\(plain)\n\(after)"), .string(plain)]))
                #expect(throws: JSONError.self) { try Self.read("\"\(plain)\n\(after)\"") }
                #expect(throws: JSONError.self) { try Self.read("\"\(plain)\u{1f}\(after)\"") }
            }
        }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func invalidUTF8() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0x5C, 0x6E, 0xC3, 0x22]] {
            #expect(throws: JSONError.self) {
                try bytes.withUnsafeBufferPointer { try JSONReader.read($0) }
            }
        }
    }

    @Test("Nesting is limited, so that no request can exhaust the stack")
    func depth() throws {
        let most = SimulatorLimits.jsonDepth
        let deepest = String(repeating: "[", count: most) + String(repeating: "]", count: most)
        _ = try Self.read(deepest)
        #expect(throws: JSONError.self) { try Self.read("[" + deepest + "]") }
        #expect(throws: JSONError.self) { try Self.read(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("Random texts survive being written by Foundation and read here")
    func random() throws {
        var random = TestRandom("JSON of random texts")
        for _ in 1...300 {
            let scalars = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
                let bits = UInt32.random(in: 0...13, using: &random)
                return Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random) >> bits)
            }
            let text = String(String.UnicodeScalarView(scalars))
            let data = try JSONSerialization.data(withJSONObject: [text])
            let value = try Array(data).withUnsafeBufferPointer { try JSONReader.read($0) }
            #expect(value == .array([.string(text)]), "seed \(random.seed)")
        }
    }
}
