import Prompts
import Testing

@Suite("The prompt library")
struct PromptLibraryTests {
    @Test("The eight documented templates are there, with the documented names, in that order")
    func names() {
        #expect(
            PromptLibrary.standard.names == [
                "code-review", "documentation-generator", "bug-fix", "refactor", "test-generator",
                "security-audit", "performance-optimization", "architecture-design",
            ])
    }

    @Test("Each template has these variables, which scripts rely on")
    func variables() throws {
        let variables = PromptLibrary.standard.templates.map { ($0.name, Set($0.variables)) }
        #expect(
            Dictionary(uniqueKeysWithValues: variables) == [
                "code-review": ["code", "language", "focus"],
                "documentation-generator": ["code", "language", "audience"],
                "bug-fix": ["code", "language", "error", "context"],
                "refactor": ["code", "language", "goals"],
                "test-generator": ["code", "language", "framework"],
                "security-audit": ["code", "language", "deployment"],
                "performance-optimization": ["code", "language", "bottleneck", "constraints"],
                "architecture-design": ["requirements", "scale", "constraints", "technologies"],
            ])
    }

    @Test(
        "Each template has a description and renders with every value in it and no braces left",
        arguments: PromptLibrary.standard.templates)
    func renders(template: PromptTemplate) throws {
        #expect(!template.description.isEmpty)
        let values = Dictionary(
            uniqueKeysWithValues: template.variables.map { ($0, "<value of \($0)>") })
        let text = try template.render(values)
        for value in values.values {
            #expect(text.contains(value))
        }
        #expect(!text.contains("{{") && !text.contains("}}"))
    }

    @Test("The documented example renders as documented")
    func documentedExample() throws {
        let text = try PromptLibrary.standard.render(
            "code-review",
            [
                "code": "console.log('hello')", "language": "javascript",
                "focus": "best practices",
            ])
        #expect(text.hasPrefix("You are a senior javascript engineer"))
        #expect(text.contains("\nconsole.log('hello')\n"))
        #expect(text.contains("Focus of this review: best practices\n"))
    }

    @Test(
        "The nearest name is found for a slip of the fingers, and none for another word",
        arguments: [
            ("code-reviw", "code-review"), ("bugfix", "bug-fix"), ("refactoring", "refactor"),
            ("Security-Audit", "security-audit"), ("test", "test-generator"), ("poem", nil),
            ("", nil),
        ])
    func nearest(name: String, expected: String?) {
        #expect(PromptLibrary.standard.nearest(to: name) == expected)
    }

    @Test("A name that is not there is refused with the names that are")
    func notFound() throws {
        let refusal = #expect(throws: PromptRefusal.self) {
            try PromptLibrary.standard.render("code-reviw", [:])
        }
        let sentence = try #require(refusal?.description)
        #expect(sentence.hasPrefix("Template not found: 'code-reviw'; there are code-review, "))
        #expect(sentence.hasSuffix(" and architecture-design."))
    }

    @Test("A template can be added, and one saved under a name that exists takes its place")
    func save() throws {
        var library = PromptLibrary.standard
        let first = try PromptTemplate(name: "mine", description: "", template: "{{a}}")
        library.save(first)
        #expect(library.names.last == "mine" && library.templates.count == 9)
        let second = try PromptTemplate(name: "code-review", description: "", template: "{{b}}")
        library.save(second)
        #expect(library.templates.count == 9 && library.names.first == "code-review")
        #expect(try library.render("code-review", ["b": "x"]) == "x")
    }

    @Test("Two templates of one name do not make a library")
    func duplicates() throws {
        let template = try PromptTemplate(name: "mine", description: "", template: "a")
        #expect(throws: PromptRefusal.duplicateName("mine")) {
            try PromptLibrary([template, template])
        }
        #expect(try PromptLibrary([template]).templates == [template])
    }
}
