import Testing

/// What the rules can decide and refuse, read from their sources.
@Suite("The rules are tested by name")
struct DeciderTests {
    /// The cases of an enumeration, in `code` without comments.
    static func cases(of name: String, in code: String) -> [String] {
        guard let start = code.firstRange(of: "enum \(name)") else { return [] }
        let body = code[start.upperBound...]
        // The first line that is indented no further than the enumeration ends it.
        let end = body.firstRange(of: "\n}")?.lowerBound ?? body.endIndex
        return body[..<end].matches(of: #/\n    case (\w+)/#).map { String($0.1) }
    }

    /// The functions that decide: those that return events, an admission, a pause or a refusal.
    static func deciders(in code: String) -> [String] {
        let result = #/\[Event\]|Admission|PauseReason|TaskRefusal/#
        return code.matches(of: #/public (?:static )?func (\w+)\([^{]*?->\s*([^\n]*)/#)
            .filter { $0.2.prefixMatch(of: result) != nil }.map { String($0.1) }
    }

    /// Those of `names` that `code` does not name.
    static func unnamed(_ names: [String], in code: String) -> [String] {
        let named = Set(code.matches(of: #/\.(\w+)/#).map { String($0.1) })
        return names.filter { !named.contains($0) }
    }

    private static let rules = Repository.swiftFiles.filter { $0.lies(in: "Sources/Orchestration") }
    private static let tests = Repository.swiftFiles
        .filter { $0.lies(in: "Tests/OrchestrationTests") }
        .map(\.code).joined(separator: "\n")

    @Test(
        "A test names every command and every refusal of a task",
        arguments: ["TaskCommand", "TaskRefusal"])
    func cases(of name: String) {
        let cases = Self.rules.flatMap { Self.cases(of: name, in: $0.code) }
        #expect(cases.count > 10)
        #expect(Self.unnamed(cases, in: Self.tests).isEmpty)
    }

    @Test("A test calls everything that decides")
    func deciders() {
        let deciders = Set(Self.rules.flatMap { Self.deciders(in: $0.code) }).sorted()
        #expect(deciders.contains("decide") && deciders.contains("admit"))
        #expect(Self.unnamed(deciders, in: Self.tests).isEmpty)
    }

    @Test("What no test names is found")
    func canFail() {
        let code = """
            public enum Refusal: Error {
                case late
                case tooMuch(Int)
            }
            public static func judge(
                _ one: Int
            ) throws(Refusal) -> [Event] {
            """
        #expect(Self.cases(of: "Refusal", in: code) == ["late", "tooMuch"])
        #expect(Self.deciders(in: code) == ["judge"])
        #expect(Self.unnamed(["late", "tooMuch"], in: "#expect(it == .tooMuch(2))") == ["late"])
    }
}
