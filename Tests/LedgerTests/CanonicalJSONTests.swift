import Foundation
import Ledger
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    @Test("Keys are sorted by UTF-16, as in the example of RFC 8785")
    func sorting() throws {
        let value = [
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Dalet",
            "1": "One", "\u{1f600}": "Emoji", "\u{80}": "Control", "\u{f6}": "O With Diaeresis",
        ]
        #expect(
            try CanonicalJSON.encode(value) == #"{"\r":"Carriage Return","1":"One","# + "\""
                + "\u{80}\":\"Control\",\"\u{f6}\":\"O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\","
                + "\"\u{1f600}\":\"Emoji\",\"\u{fb33}\":\"Hebrew Dalet\"}")
    }

    @Test("Strings are escaped as in the example of RFC 8785")
    func strings() throws {
        #expect(
            CanonicalJSON.quote("\u{20ac}$\u{0F}\u{0a}A'\u{42}\u{22}\u{5c}\\\"/")
                == #""€$\u000f\nA'B\"\\\\\"/""#)
        #expect(CanonicalJSON.quote("\u{08}\t\u{0c}\u{7f}") == "\"\\b\\t\\f\u{7f}\"")
        #expect(CanonicalJSON.quote("") == "\"\"")
    }

    @Test("Null, booleans and nested values are written without a blank")
    func literals() throws {
        #expect(try CanonicalJSON.encode([nil, true, false] as [Bool?]) == "[null,true,false]")
        #expect(try CanonicalJSON.encode([[1, -2], []]) == "[[1,-2],[]]")
        #expect(try CanonicalJSON.encode([String: Int]()) == "{}")
    }

    @Test("The largest integer is 2^53 - 1")
    func integers() throws {
        #expect(try CanonicalJSON.encode([CanonicalJSON.integerMax]) == "[9007199254740991]")
        #expect(try CanonicalJSON.encode([-CanonicalJSON.integerMax]) == "[-9007199254740991]")
        for value in [CanonicalJSON.integerMax + 1, -CanonicalJSON.integerMax - 1, .min] {
            #expect(throws: EncodingError.self) { try CanonicalJSON.encode([value]) }
        }
        #expect(throws: EncodingError.self) { try CanonicalJSON.encode([UInt64.max]) }
        #expect(throws: EncodingError.self) { try CanonicalJSON.encode([1.5]) }
    }

    @Test(
        "What is canonical passes the check",
        arguments: [
            "{}", #"{"a":1}"#, #"{"a":[],"b":{"c":null}}"#, #"{"a":-9007199254740991}"#,
            #"{"a":"\n\"\\\u0001"}"#, "{\"a\":\"\u{7f}é\u{1f600}\"}", #"{"A":0,"a":0}"#,
            "{\"\u{1f600}\":0,\"\u{fb33}\":0}",
        ])
    func canonical(text: String) {
        #expect(CanonicalJSONCheck.problem(in: text) == nil)
    }

    @Test(
        "What is not canonical is refused",
        arguments: [
            "", "[]", "1", "{", "{} ", " {}", "{}\n", #"{"a": 1}"#, #"{"b":1,"a":2}"#,
            #"{"a":1,"a":2}"#, #"{"a":1.5}"#, #"{"a":01}"#, #"{"a":-0}"#, #"{"a":1e3}"#,
            #"{"a":9007199254740992}"#, #"{"a":"\u0041"}"#, #"{"a":"\/"}"#, #"{"a":"\u000A"}"#,
            "{\"a\":\"\n\"}", #"{"a":tru}"#, #"{"a":}"#, #"{"a"}"#, #"{a:1}"#, #"{"a":1,}"#,
            #"{"a":[1,]}"#, #"{"a":"b}"#, #"{"\n":1}"#, "{\"\u{fb33}\":0,\"\u{1f600}\":0}",
            #"{"a":99999999999999999999999999}"#,
        ])
    func notCanonical(text: String) {
        #expect(CanonicalJSONCheck.problem(in: text) != nil)
    }

    @Test("Depth is limited")
    func depth() {
        let depth = CanonicalJSONCheck.depthMax
        func nested(_ levels: Int) -> String {
            #"{"a":"# + String(repeating: "[", count: levels - 1)
                + String(repeating: "]", count: levels - 1) + "}"
        }
        #expect(CanonicalJSONCheck.problem(in: nested(depth)) == nil)
        #expect(CanonicalJSONCheck.problem(in: nested(depth + 1)) != nil)
    }

    @Test("A checked text may hold exactly the escapes that the encoding writes")
    func checkedEscapes() {
        for code in 0...0x2FF as ClosedRange<UInt16> {
            for text in [String(format: "%04x", Int(code)), String(format: "%04X", Int(code))] {
                let body = "{\"a\":\"\\u\(text)\"}"
                let isOwn = (try? CanonicalJSON.encode(["a": String(UnicodeScalar(code)!)])) == body
                #expect((CanonicalJSONCheck.problem(in: body) == nil) == isOwn, "\(body)")
            }
        }
        for byte in 0...0x7F as ClosedRange<UInt8> {
            let body = "{\"a\":\"\\\(UnicodeScalar(byte))\"}"
            let isRight = "\"\\bfnrt".unicodeScalars.contains(UnicodeScalar(byte))
            #expect((CanonicalJSONCheck.problem(in: body) == nil) == isRight, "\(byte)")
        }
    }
}
