import Ledger
import Orchestration
import Testing

@Suite("Reading a plan")
struct PlanReaderTests {
    private func read(
        _ text: String, _ outcome: AnswerOutcome = .complete, subtasksMax: Int = 5
    ) -> PlanReader.Reading {
        PlanReader.read(text, outcome: outcome, subtasksMax: subtasksMax)
    }

    private func codes(_ subtasks: String, subtasksMax: Int = 5) -> [PlanProblemCode] {
        read("{\"subtasks\":[\(subtasks)]}", subtasksMax: subtasksMax).problems.map(\.code)
    }

    private func entry(
        _ id: String = "\"a\"", description: String = "\"do it\"",
        complexity: String = "\"simple\"", dependencies: String = "[]"
    ) -> String {
        """
        {"id":\(id),"description":\(description),"complexity":\(complexity),\
        "dependencies":\(dependencies)}
        """
    }

    @Test("A valid plan is read as it is written, without problems")
    func valid() {
        let draft = PlanDraft.sketch(["a:simple", "b:complex<a", "c<a,b"], strategy: .sequential)
        let reading = read(draft.json)
        #expect(reading.draft == draft)
        #expect(reading.problems.isEmpty)
    }

    @Test(
        "Fences, sentences and blanks around the object do not matter",
        arguments: [
            ("```json\n", "\n```"), ("```\n", "```"), ("Here is the plan:\n", "\nGood luck."),
            ("\u{FEFF}\r\n\t", "  \n"), ("[", "]"),
        ])
    func wrapped(before: String, after: String) {
        let draft = PlanDraft.sketch(["a", "b<a"])
        let reading = read(before + draft.json + after)
        #expect(reading.draft == draft)
        #expect(reading.problems.isEmpty)
    }

    @Test("Ids and dependencies may be numbers, and blanks around them do not count")
    func numbers() {
        let subtasks = [
            entry("1"), entry("\" 2 \"", dependencies: "[1]"),
            entry("3", dependencies: "[\"1 \", \"2\"]"),
        ]
        let reading = read("{\"subtasks\":[\(subtasks.joined(separator: ","))]}")
        #expect(reading.problems.isEmpty)
        #expect(reading.draft?.subtasks.map(\.name) == ["1", "2", "3"])
        #expect(reading.draft?.subtasks.map(\.dependencies) == [[], ["1"], ["1", "2"]])
    }

    @Test("Complexities may be capitalised, dependencies missing or null, and more keys present")
    func lenient() {
        let reading = read(
            """
            {"note":{"a":[1]},"subtasks":[
            {"id":"a","description":" do it ","complexity":"Complex","extra":true},
            {"id":"b","description":"do it","complexity":"MEDIUM","dependencies":null}]}
            """)
        #expect(reading.problems.isEmpty)
        #expect(reading.draft?.subtasks.map(\.complexity) == [.complex, .medium])
        #expect(reading.draft?.subtasks.map(\.description) == ["do it", "do it"])
        #expect(reading.draft?.recommendedStrategy == nil)
    }

    @Test("A strategy that does not exist is not a recommendation, and no problem either")
    func unknownStrategy() {
        let reading = read("{\"strategy\":\"random\",\"subtasks\":[\(entry())]}")
        #expect(reading.problems.isEmpty)
        #expect(reading.draft?.recommendedStrategy == nil)
    }

    @Test(
        "What is no JSON object is said to be none",
        arguments: ["", "no", "{", "}{", "{\"subtasks\":[}", "[1,2]", "{{}}", "a {b} c"])
    func notJSON(text: String) {
        let reading = read(text)
        #expect(reading.draft == nil)
        #expect(reading.problems.map(\.code) == [.notJSON])
    }

    @Test(
        "An object of another shape is said to be that, with the place",
        arguments: [
            ("{}", "subtasks"), ("{\"tasks\":[]}", "subtasks"),
            ("{\"subtasks\":\"none\"}", "\"subtasks\""), ("{\"subtasks\":[1]}", "\"subtasks.0\""),
            ("{\"subtasks\":[{\"id\":{}}]}", "\"subtasks.0.id\""),
            ("{\"subtasks\":[{\"id\":1.5}]}", "\"subtasks.0.id\""),
            ("{\"subtasks\":[{\"dependencies\":[null]}]}", "\"subtasks.0.dependencies"),
            ("{\"strategy\":7,\"subtasks\":[]}", "\"strategy\""),
        ])
    func wrongShape(text: String, place: String) {
        let reading = read(text)
        #expect(reading.draft == nil)
        #expect(reading.problems.map(\.code) == [.wrongShape])
        #expect(reading.problems[0].sentence.contains(place))
    }

    @Test("An answer that was cut says so, before whatever else is wrong with it")
    func cut() {
        #expect(read("{\"subtasks\":[{\"id\"", .cut).problems.map(\.code) == [.cutOff, .notJSON])
        let whole = read(PlanDraft.sketch(["a"]).json, .cut)
        #expect(whole.problems.map(\.code) == [.cutOff])
        #expect(whole.draft != nil)
    }

    @Test("A refusal is a refusal, whatever it says")
    func refused() {
        let reading = read(PlanDraft.sketch(["a"]).json, .refused)
        #expect(reading.draft == nil)
        #expect(reading.problems.map(\.code) == [.refused])
    }

    @Test("An empty answer is no plan")
    func empty() {
        #expect(read("", .empty).problems.map(\.code) == [.notJSON])
    }

    @Test("Every problem of the sub-tasks has its code")
    func subtaskProblems() {
        #expect(codes("") == [.noSubtasks])
        #expect(codes(entry("\" \"")) == [.emptyID])
        #expect(codes(entry("null")) == [.emptyID])
        #expect(codes(entry() + "," + entry()) == [.duplicateID])
        #expect(codes(entry("1") + "," + entry("\"1\"")) == [.duplicateID])
        #expect(codes(entry(description: "\" \\n\"")) == [.emptyDescription])
        #expect(codes(entry(description: "null")) == [.emptyDescription])
        #expect(codes(entry(complexity: "\"hard\"")) == [.unknownComplexity])
        #expect(codes(entry(complexity: "null")) == [.unknownComplexity])
        #expect(codes(entry(dependencies: "[\"b\"]")) == [.unknownDependency])
        #expect(codes(entry(dependencies: "[\"a\"]")) == [.selfDependency])
        let cycle = [entry(dependencies: "[\"b\"]"), entry("\"b\"", dependencies: "[\"a\"]")]
        #expect(codes(cycle.joined(separator: ",")) == [.cycle])
        let two = entry() + "," + entry("\"b\"")
        #expect(codes(two, subtasksMax: 1) == [.tooManySubtasks])
        #expect(codes(two, subtasksMax: 2).isEmpty)
    }

    @Test("Every code can be found, and only those of edges leave the sub-tasks sound")
    func codesAreComplete() {
        let found: Set<PlanProblemCode> = [
            .notJSON, .wrongShape, .cutOff, .refused, .noSubtasks, .tooManySubtasks,
            .emptyDescription, .emptyID, .duplicateID, .unknownComplexity, .unknownDependency,
            .selfDependency, .cycle,
        ]
        #expect(Set(PlanProblemCode.allCases) == found)
        let edges = PlanProblemCode.allCases.filter(\.concernsEdgesOnly)
        #expect(Set(edges) == [.unknownDependency, .selfDependency, .cycle])
    }

    @Test("All problems of a plan are said at once, with the names in them")
    func several() {
        let subtasks = [
            entry("\"x\"", dependencies: "[\"x\",\"nowhere\"]"),
            entry("\"x\"", description: "\"\""),
        ]
        let reading = read("{\"subtasks\":[\(subtasks.joined(separator: ","))]}")
        #expect(
            Set(reading.problems.map(\.code)) == [
                .duplicateID, .emptyDescription, .selfDependency, .unknownDependency,
            ])
        #expect(reading.problems.contains { $0.sentence.contains("\"nowhere\"") })
        #expect(reading.draft?.subtasks.count == 2)
    }

    @Test("A plan that is wrong in a thousand places is told ten of a kind, and of each kind")
    func manyProblems() {
        let subtasks = (0..<1_000).map {
            entry("\($0)", complexity: "\"?\"", dependencies: "[\"nowhere\"]")
        }
        let reading = read(
            "{\"subtasks\":[\(subtasks.joined(separator: ","))]}", subtasksMax: 1_000)
        let counts = Dictionary(grouping: reading.problems, by: \.code).mapValues(\.count)
        #expect(counts == [.unknownComplexity: 10, .unknownDependency: 10])
    }

    @Test("A plan far beyond the limit is refused at once, also with a cycle through all of it")
    func tooMany() {
        let count = 50_000
        let subtasks = (0..<count).map {
            entry("\($0)", dependencies: "[\(($0 + 1) % count)]")
        }
        let reading = read("{\"subtasks\":[\(subtasks.joined(separator: ","))]}")
        #expect(reading.problems.map(\.code) == [.tooManySubtasks])
        #expect(reading.problems[0].sentence.contains("50000"))
        #expect(reading.problems[0].sentence.contains("at most 5"))
    }
}
