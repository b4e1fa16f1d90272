import Testing

@Suite("Telling code from comments and strings")
struct ScannerTests {
    /// The code of a text without blanks, so that samples are easy to read.
    private func code(_ text: String) -> String {
        CodeScanner.code(of: text).filter { $0 != " " }
    }

    @Test(
        "Comments are not code, also nested ones and those that never end",
        arguments: [
            ("a // b", "a"), ("a /* b */ c", "ac"), ("a /* b /* c */ d */ e", "ae"),
            ("a /* b", "a"), ("a // b /*\nc", "a\nc"), ("/* \" */ a", "a"),
        ])
    func comments(text: String, expected: String) {
        #expect(code(text) == expected)
    }

    @Test(
        "The contents of strings are not code, and those of interpolations are",
        arguments: [
            (#"f("{") }"#, #"f("")}"#), (#""\"{" a"#, #"""a"#), (#""\\" a"#, #"""a"#),
            (#""a\(b("}"))c" d"#, #""(b(""))"d"#), (##"#"\(a) "b" \#(c)"# d"##, ##"#"(c)"#d"##),
            ("\"\"\"\n{ \" \"\"\n\\(a)\n\"\"\" b", "\"\"\"\n\n(a)\n\"\"\"b"),
            ("\"never closed {\na", "\"\na"), (##"#"\"# a"##, ##"#""#a"##),
            (#""http://a" b"#, #"""b"#),
        ])
    func strings(text: String, expected: String) {
        #expect(code(text) == expected)
    }

    @Test(
        "The contents of regular expressions are not code, and divisions are",
        arguments: [
            ("let a = /[{\"]/", "leta="), ("f(/\\/{/)", "f()"), ("a = #/{/\"/# + b", "a=+b"),
            ("a / b / { c", "a/b/{c"), ("(a + b)/c/{", "(a+b)/c/{"), ("x = a\n/ b {", "x=a\n/b{"),
        ])
    func expressions(text: String, expected: String) {
        #expect(code(text) == expected)
    }

    @Test("Lines and columns stay where they are")
    func places() {
        let text = "a /* é\n\n */ \"bc\"\r\nd // e\n"
        let code = CodeScanner.code(of: text)
        #expect(code.utf8.count == text.utf8.count)
        #expect(code.utf8.filter { $0 == 10 }.count == 4)
        #expect(code.hasSuffix("\"  \"\r\nd     \n"))
    }

    @Test("A function spans the lines from its keyword to the brace that ends it")
    func functions() {
        let text = """
            struct A {
                var stored: Int
                var computed: Int {
                    let open = "{"
                    return open.count
                }
                init?(
                    a: [Int] = [1].map { $0 }
                ) {
                    self.init(b: { 1 })
                }
                static func == (a: A, b: A) -> Bool { true }
                func outer() throws(E) -> (Int) -> Void {
                    func `init`() {}
                    // }
                    return { _ in }
                }
                subscript(i: Int) -> Int { i }
                var closure = { 1 }
            }
            protocol B {
                func required(a: Int) -> Int
                init()
                var name: String { get }
            }
            """
        let file = SourceFile(path: "A.swift", text: text)
        let found = FunctionFinder.functions(in: file).map {
            "\($0.name) \($0.firstLine)-\($0.lastLine)"
        }
        #expect(
            found == [
                "computed 3-6", "init 7-11", "= 12-12", "outer 13-17", "`init` 14-14",
                "subscript 18-18", "name 24-24",
            ])
    }
}
