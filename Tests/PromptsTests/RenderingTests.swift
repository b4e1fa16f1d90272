import Prompts
import Testing

@Suite("Rendering a template")
struct RenderingTests {
    private func render(_ template: String, _ values: [String: String] = [:]) throws -> String {
        try PromptTemplate(name: "sample", description: "", template: template).render(values)
    }

    @Test("Every place of a variable gets the value, and the text around it stays as it is")
    func substitution() throws {
        let text = try render(
            "{{a}}, {{b}} and {{a}} again.\r\n\tEnd {{b}}", ["a": "one", "b": "two"])
        #expect(text == "one, two and one again.\r\n\tEnd two")
    }

    @Test("Spaces and tabs around a variable's name do not matter")
    func spaces() throws {
        #expect(try render("{{ a }}{{\ta}}{{a  }}", ["a": "x"]) == "xxx")
    }

    @Test("A value is never searched for variables")
    func valuesAreNotScanned() throws {
        let text = try render("{{a}}|{{b}}", ["a": "{{b}} \\{{ }}", "b": "{{a}}"])
        #expect(text == "{{b}} \\{{ }}|{{a}}")
    }

    @Test("An empty value is a value")
    func emptyValue() throws {
        #expect(try render("[{{a}}]", ["a": ""]) == "[]")
    }

    @Test("Text in any script, and emoji beside braces, come through unchanged")
    func unicode() throws {
        #expect(try render("审查{{a}}é👩‍👩‍👧{{a}}\u{301}", ["a": "代码"]) == "审查代码é👩‍👩‍👧代码\u{301}")
    }

    @Test(
        "Backslashes make text of the braces after them, and are text anywhere else",
        arguments: [
            (#"\{{a}}"#, "{{a}}"), (#"\{{ a"#, "{{ a"), (#"a \}} b"#, "a }} b"),
            (#"\{{a\}}"#, "{{a}}"),
            (#"\\{{v}}"#, #"\V"#), (#"\\\{{v"#, #"\{{v"#), (#"\\\\{{v}}"#, #"\\V"#),
            (#"\n \{ \\ C:\dir"#, #"\n \{ \\ C:\dir"#), (#"{{v}}\"#, #"V\"#),
        ])
    func escapes(template: String, expected: String) throws {
        let values = template.contains("{{v}}") ? ["v": "V"] : [:]
        #expect(try render(template, values) == expected)
    }

    @Test(
        "Braces that are not doubled, and doubled ones that close single ones, are text",
        arguments: [
            #"{"a": {"b": 1}}"#, #"{"a": {"b": {"c": {}}}}"#, "if x { y }", "} {", "{a} }",
            "${HOME}",
        ])
    func ordinaryBraces(template: String) throws {
        #expect(try render(template) == template)
    }

    @Test("A variable can stand directly inside single braces")
    func variableInObject() throws {
        #expect(try render(#"{"a": {{a}}}"#, ["a": "1"]) == #"{"a": 1}"#)
    }

    @Test("Everything that is missing and everything that is unknown is named in one sentence")
    func valuesDoNotFit() throws {
        let template = try PromptTemplate(
            name: "sample", description: "", template: "{{code}} {{language}} {{focus}}")
        let refusal = #expect(throws: PromptRefusal.self) {
            try template.render(["code": "x", "langauge": "swift", "extra": ""])
        }
        #expect(
            refusal
                == .valuesDoNotFit(
                    template: "sample", missing: ["language", "focus"],
                    unknown: ["extra", "langauge"], variables: ["code", "language", "focus"]))
        #expect(
            refusal?.description == """
                The template 'sample' needs values for language and focus, has no variables \
                'extra' and 'langauge' and takes code, language and focus.
                """)
    }

    @Test("A single missing variable is named on its own")
    func oneMissing() throws {
        let refusal = #expect(throws: PromptRefusal.self) { try render("{{code}}") }
        #expect(refusal?.description == "The template 'sample' needs a value for code.")
    }

    @Test("A value for a template without variables is refused")
    func noVariables() throws {
        let refusal = #expect(throws: PromptRefusal.self) { try render("Hello", ["a": "b"]) }
        #expect(
            refusal?.description == "The template 'sample' has no variable 'a' and takes none.")
    }

    @Test("The largest rendered text is accepted, and one byte more is refused with the numbers")
    func renderedLimit() throws {
        let limit = PromptTemplate.renderedBytesMax
        let value = String(repeating: "v", count: limit / 2)
        #expect(try render("{{a}}{{a}}", ["a": value]).utf8.count == limit)
        let refusal = #expect(throws: PromptRefusal.self) {
            try render("{{a}}{{a}}!", ["a": value])
        }
        #expect(refusal == .renderedTooLong(template: "sample", bytes: limit + 1))
        #expect(refusal?.description.contains("8388609") == true)
    }

    @Test("Escaping braces and backslashes makes any text render as itself")
    func escapingRoundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let pieces = ["{", "}", "{{", "}}", "\\", "a", " ", "\n", "é"]
            let count = Int.random(in: 0...12, using: &generator)
            let text =
                "x" + (0..<count).map { _ in pieces.randomElement(using: &generator)! }.joined()
            #expect(try render(escaped(text)) == text, "seed \(seed)")
        }
    }

    /// Doubles the backslashes before doubled braces and puts one more in front of each.
    private func escaped(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while !rest.isEmpty {
            let backslashes = rest.prefix { $0 == "\\" }
            rest = rest.dropFirst(backslashes.count)
            result += backslashes
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                result += backslashes + "\\" + rest.prefix(2)
                rest = rest.dropFirst(2)
            } else {
                result += rest.prefix(1)
                rest = rest.dropFirst(1)
            }
        }
        return result
    }
}
