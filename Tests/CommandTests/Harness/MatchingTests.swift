import TestSupport
import Testing

@Suite("Comparing lines")
struct MatchingTests {
    private func match(_ expected: [String], _ actual: [String]) -> Bindings? {
        LineMatcher.match(expected.map { ExpectedLine(text: $0) }[...], actual[...], [:])
    }

    @Test(
        "A placeholder matches what it stands for and nothing else",
        arguments: [
            ("task <task>:", "task 0abcdefghjkm:", "task 0abcdefghjki:"),
            ("<ms> ms", "12 ms", "1.2 ms"), ("<s> s", "1.25 s", "1. s"),
            ("http://127.0.0.1:<port>/v1", "http://127.0.0.1:8080/v1", "http://127.0.0.1:0/v1"),
            ("$<usd>", "$0.00123", "$1"), ("in <path>.", "in /a/b.c.", "in a/b."),
            ("<uuid>", "01234567-89ab-cdef-0123-456789abcdef", "01234567"),
            ("<time>", "2026-01-02T03:04:05.678Z", "2026-01-02"),
            ("<time>", "2026-01-02 03:04:05", "03:04:05"), ("<clock>", "03:04", "3:04"),
            ("[<word>] (a+b)*", "[x] (a+b)*", "[x] aab"), ("<text>!", "any thing!", "any thing"),
            ("a.c \\<task> <n>", "a.c <task> 5", "abc <task> 5"), ("<other>", "<other>", "x"),
            ("é <n>", "é 7", "e 7"),
        ])
    func placeholders(pattern: String, matching: String, other: String) {
        #expect(match([pattern], [matching]) != nil)
        #expect(match([pattern], [other]) == nil)
    }

    @Test("A named placeholder stands for the same value everywhere, an unnamed one for any")
    func names() throws {
        #expect(match(["<n:a> <n:a>", "<n:a>"], ["5 5", "5"]) != nil)
        #expect(match(["<n:a> <n:a>"], ["5 6"]) == nil)
        #expect(match(["<n:a>", "<n:a>"], ["5", "6"]) == nil)
        #expect(match(["<n>", "<n> <n>"], ["5", "6 7"]) != nil)
        #expect(match(["<n:a>", "<ms:a>"], ["5", "6"]) != nil)
        let placeholder = try #require(Placeholder("n:a"))
        #expect(match(["<n:a>"], ["5"]) == [placeholder: "5"])
    }

    @Test("<lines> stands for any number of lines, and the rest has to match")
    func anyLines() {
        #expect(match(["a", "<lines>", "z"], ["a", "z"]) != nil)
        #expect(match(["a", "<lines>", "z"], ["a", "b", "z", "c", "z"]) != nil)
        #expect(match(["a", "<lines>"], ["a", "b"]) != nil)
        #expect(match(["a", "<lines>", "z"], ["a", "b"]) == nil)
        #expect(match(["<lines>", "<n:a>", "<n:a>"], ["1", "2", "2"]) != nil)
    }

    @Test("Lines that may come in any order are all there, and are within their group")
    func unordered() {
        let expected = ["a", "<n:x>", "<n:x>1"].map { ExpectedLine(text: $0, isUnordered: true) }
        let end = [ExpectedLine(text: "end")]
        func matches(_ actual: [String]) -> Bool {
            LineMatcher.match((expected + end)[...], actual[...], [:]) != nil
        }
        #expect(matches(["a", "2", "21", "end"]) && matches(["21", "2", "a", "end"]))
        #expect(!matches(["a", "2", "31", "end"]) && !matches(["a", "2", "end", "21"]))
        #expect(!matches(["a", "2", "end"]) && !matches(["a", "a", "2", "21", "end"]))
    }

    @Test("Too few and too many lines do not match")
    func counts() {
        #expect(match(["a"], []) == nil && match([], ["a"]) == nil && match([], []) != nil)
        #expect(match(["a", "b"], ["a"]) == nil && match(["a"], ["a", "b"]) == nil)
    }

    @Test("A difference shows what was expected and what was printed")
    func difference() {
        let expected = ["same", "old <n>", "<n> end"].map { ExpectedLine(text: $0) }
        let aligned = LineMatcher.align(expected, ["same", "new 1", "extra", "5 end"], [:])
        #expect(
            LineMatcher.difference(aligned) == "  same\n- old <n>\n+ new 1\n+ extra\n  <n> end")
    }

    @Test("A line break that is missing at the end is shown")
    func unfinished() {
        #expect(Printed.lines("a\nb\n".utf8) == ["a", "b"])
        #expect(Printed.lines("a\nb".utf8) == ["a", "b", "[no newline]"])
        #expect(Printed.lines("\n".utf8) == [""] && Printed.lines("".utf8) == [])
        #expect(Printed.lines("a\r\n\r\n".utf8) == ["a\r", "\r"])
    }
}
