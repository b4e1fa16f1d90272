import Prompts
import Testing

@Suite("Checking a template")
struct ValidationTests {
    private func refusal(
        name: String = "sample", description: String = "", template: String = "text"
    ) -> PromptRefusal? {
        do {
            _ = try PromptTemplate(name: name, description: description, template: template)
            return nil
        } catch {
            return error
        }
    }

    @Test("Variables are listed once each, in the order of their first appearance")
    func variables() throws {
        let template = try PromptTemplate(
            name: "sample", description: "", template: #"{{b}} {{ a }} {{b}} \{{c}} {{_x1}}"#)
        #expect(template.variables == ["b", "a", "_x1"])
        #expect(template.variablesJSON == #"["b","a","_x1"]"#)
    }

    @Test("A template without variables lists none")
    func noVariables() throws {
        let template = try PromptTemplate(name: "sample", description: "", template: "Hello")
        #expect(template.variables.isEmpty)
        #expect(template.variablesJSON == "[]")
    }

    @Test(
        "A name is made of lower-case letters and digits in groups joined by hyphens",
        arguments: ["a", "code-review", "notes2", "a-2-b", String(repeating: "a", count: 64)])
    func goodNames(name: String) {
        #expect(refusal(name: name) == nil)
    }

    @Test(
        "Any other name is refused",
        arguments: [
            "", "-", "Code", "2notes", "a--b", "-a", "a-", "a_b", "a b", "é", "a/b", "../a", "a\n",
            String(repeating: "a", count: 65),
        ])
    func badNames(name: String) {
        #expect(refusal(name: name) == .badName(name))
    }

    @Test("A name that is refused is shown shortened and on one line")
    func longNameInSentence() throws {
        let sentence = try #require(
            refusal(name: "a\n" + String(repeating: "x", count: 500))?.description)
        #expect(sentence.hasPrefix("'a xxx"))
        #expect(!sentence.contains("\n"))
        #expect(sentence.count < 300)
    }

    @Test("An empty or blank template is refused", arguments: ["", " ", "\n\t \r\n"])
    func empty(template: String) {
        #expect(refusal(template: template) == .emptyTemplate("sample"))
    }

    @Test(
        "A {{ without a }} after it on its line is refused with the line's number",
        arguments: [
            ("{{", 1), ("a\nb {{code", 2), ("{{code}\n}}", 1), ("{{code\n}}", 1),
            ("ok {{a}}\n\n{{b {{c}}", 3), ("{{a}", 1), ("{{a\r\n}}", 1),
        ])
    func unclosed(template: String, line: Int) {
        #expect(refusal(template: template) == .unclosedBraces(template: "sample", line: line))
    }

    @Test(
        "A }} that closes nothing is refused with the line's number",
        arguments: [
            ("}}", 1), ("a\n{code}}", 2), ("{{a}} b}}", 1), ("{{a}}}}", 1),
            (#"\{{a\}} }}"#, 1),
        ])
    func unopened(template: String, line: Int) {
        #expect(refusal(template: template) == .unopenedBraces(template: "sample", line: line))
    }

    @Test(
        "What stands between double braces must be a variable's name",
        arguments: [
            ("{{}}", ""), ("{{ }}", ""), ("{{1a}}", "1a"), ("{{a b}}", "a b"), ("{{a-b}}", "a-b"),
            ("{{#if x}}", "#if x"), ("{{é}}", "é"), ("{{a.b}}", "a.b"), ("{{{a}}", "{a"),
        ])
    func badVariable(template: String, text: String) {
        #expect(
            refusal(template: template) == .badVariable(template: "sample", line: 1, text: text))
    }

    @Test("A template and a description at their limits pass, and one byte more is refused")
    func sizeLimits() {
        let text = String(repeating: "t", count: PromptTemplate.templateBytesMax)
        #expect(refusal(template: text) == nil)
        #expect(
            refusal(template: text + "t")
                == .templateTooLong(template: "sample", bytes: text.utf8.count + 1))
        let description = String(repeating: "d", count: PromptTemplate.descriptionBytesMax)
        #expect(refusal(description: description) == nil)
        #expect(
            refusal(description: description + "d")
                == .descriptionTooLong(template: "sample", bytes: description.utf8.count + 1))
    }

    @Test("A description of two lines is refused", arguments: ["a\nb", "a\r\nb", "a\u{2028}b"])
    func twoLines(description: String) {
        #expect(refusal(description: description) == .descriptionHasLines(template: "sample"))
    }

    @Test("The number of variables and the length of their names are limited")
    func variableLimits() {
        func template(variables: Int) -> String {
            (0..<variables).map { "{{v\($0)}}" }.joined()
        }
        let limit = PromptTemplate.variablesMax
        #expect(refusal(template: template(variables: limit)) == nil)
        #expect(
            refusal(template: template(variables: limit + 1))
                == .tooManyVariables(template: "sample"))
        let name = String(repeating: "v", count: PromptTemplate.variableNameBytesMax)
        #expect(refusal(template: "{{\(name)}}") == nil)
        #expect(
            refusal(template: "{{\(name)v}}")
                == .badVariable(template: "sample", line: 1, text: name + "v"))
    }

    @Test("Every refusal is one sentence on one line that begins and ends like one")
    func sentences() {
        let refusals: [PromptRefusal] = [
            .badName("A"), .emptyTemplate("a"), .templateTooLong(template: "a", bytes: 1),
            .descriptionTooLong(template: "a", bytes: 1), .descriptionHasLines(template: "a"),
            .unclosedBraces(template: "a", line: 1), .unopenedBraces(template: "a", line: 1),
            .badVariable(template: "a", line: 1, text: "b c"), .tooManyVariables(template: "a"),
            .duplicateName("a"), .templateNotFound("b", available: []),
            .templateNotFound("b", available: ["a", "c"]),
            .valuesDoNotFit(template: "a", missing: ["b"], unknown: [], variables: ["b"]),
            .valuesDoNotFit(template: "a", missing: [], unknown: ["c"], variables: ["b"]),
            .renderedTooLong(template: "a", bytes: 1),
        ]
        for sentence in refusals.map(\.description) {
            #expect(sentence.hasSuffix(".") && !sentence.contains("\n"))
            #expect(sentence.first?.isUppercase == true || sentence.first == "'")
        }
    }
}
