import Foundation
import Testing
import XAISimulator

@Suite("Plan files")
struct PlanFileTests {
    private static let text = #"""
        {"strategy": "adaptive", "subtasks": [
          {"id": "a", "description": "Look around", "complexity": "simple"},
          {"id": "b", "description": "Look further around", "complexity": "medium",
           "dependencies": ["a"], "latency_ms": 50, "answer": "All **clear**.\n"},
          {"id": "c", "description": "Décrire: 漢字", "complexity": "complex",
           "dependencies": ["a", "c", "nobody"], "latency_ms": null, "answer": null}]}
        """#

    private static func plan() throws -> PlanFile {
        try PlanFile(json: Array(text.utf8))
    }

    @Test("A plan file is read as it is, with what it leaves out at its default")
    func read() throws {
        let expected = PlanFile(
            strategy: "adaptive",
            subtasks: [
                .init(id: "a", description: "Look around", complexity: "simple"),
                .init(
                    id: "b", description: "Look further around", dependencies: ["a"],
                    latencyMs: 50, answer: "All **clear**.\n"),
                .init(
                    id: "c", description: "Décrire: 漢字", complexity: "complex",
                    dependencies: ["a", "c", "nobody"]),
            ])
        #expect(try Self.plan() == expected)
        #expect(try PlanFile(json: Array(#"{"subtasks":[]}"#.utf8)) == PlanFile(subtasks: []))
    }

    @Test(
        "A bad plan file is refused with one sentence that names the place",
        arguments: [
            ("", "The plan file is not JSON: end of file while parsing a value at byte 0."),
            ("[]", "The plan file must hold a JSON object, not an array."),
            ("{}", "The plan file needs an array of sub-tasks named \"subtasks\"."),
            (
                #"{"strategy":"fast","subtasks":[]}"#,
                "The plan file's strategy must be parallel, sequential or adaptive."
            ),
            (
                #"{"subtasks":[],"sub":1}"#,
                "There is an unknown member \"sub\" in the plan file."
            ),
            (
                #"{"subtasks":[1]}"#,
                "Expected an object as sub-task 1 of the plan file, not an integer."
            ),
            (
                #"{"subtasks":[{"id":""}]}"#,
                "The id of sub-task 1 of the plan file must be a string that is not empty."
            ),
            (
                #"{"subtasks":[{"id":"a","description":"  "}]}"#,
                "The description of sub-task 1 of the plan file must be a string that is not empty."
            ),
            (
                #"{"subtasks":[{"id":"a","description":"d","complexity":"hard"}]}"#,
                "The complexity of sub-task 1 of the plan file must be simple, medium or complex."
            ),
            (
                #"{"subtasks":[{"id":"a","description":"d","complexity":"simple","#
                    + #""dependencies":[1]}]}"#,
                "The dependencies of sub-task 1 of the plan file must be an array of ids."
            ),
            (
                #"{"subtasks":[{"id":"a","description":"d","complexity":"simple","#
                    + #""latency_ms":-1}]}"#,
                "The latency_ms of sub-task 1 of the plan file must be an integer from 0 to "
                    + "3600000."
            ),
            (
                #"{"subtasks":[{"id":"a","description":"d","complexity":"simple","answer":1}]}"#,
                "The answer of sub-task 1 of the plan file must be a string."
            ),
            (
                #"{"subtasks":[{"latencyMs":1}]}"#,
                "There is an unknown member \"latencyMs\" in sub-task 1 of the plan file."
            ),
        ])
    func refused(text: String, sentence: String) {
        let error = #expect(throws: PlanFileError.self) { try PlanFile(json: Array(text.utf8)) }
        #expect(error?.description == sentence)
    }

    @Test("Every decomposition is answered with exactly the plan of the file")
    func exact() async throws {
        let file = try Self.plan()
        try await withSimulator(.init(plan: file)) { _, client in
            for task in ["One task", "Another task"] {
                let body = ChatBody.plan(task, subtasksMax: 2)
                let plan = try PlanBody(try await client.complete(body).content)
                #expect(plan.strategy == file.strategy)
                #expect(plan.subtasks.map(\.id) == file.subtasks.map(\.id))
                #expect(plan.subtasks.map(\.description) == file.subtasks.map(\.description))
                #expect(plan.subtasks.map(\.complexity) == file.subtasks.map(\.complexity))
                #expect(plan.subtasks.map(\.dependencies) == file.subtasks.map(\.dependencies))
            }
        }
    }

    @Test("The bad-plan rate makes even the plan of a file wrong")
    func wrong() async throws {
        let configuration = SimulatorConfiguration(
            badPlanRate: 1, plan: PlanFile(subtasks: [.init(id: "a", description: "Alone")]))
        try await withSimulator(configuration) { simulator, client in
            var kinds: Set<String?> = []
            for number in 1...60 {
                let content = try await client.complete(.plan("\(number)")).content
                #expect(!content.hasSuffix(#""dependencies":[]}]}"#) || content.contains("Extra"))
                kinds.insert(simulator.requests.last?.fault)
            }
            #expect(kinds.count == 8)
        }
    }

    @Test("A request that ends with a node's description gets its answer after its latency")
    func node() async throws {
        let configuration = SimulatorConfiguration(latencyMs: 0, plan: try Self.plan())
        try await withSimulator(configuration) { simulator, client in
            let prompt = "Task:\nX\n\nYour sub-task:\n"
            let ends = ["Look further around", "Look further around\n \n"]
            for end in ends {
                let completion = try await client.complete(ChatBody(prompt + end))
                #expect(completion.content == "All **clear**.\n")
            }
            let other = try await client.complete(ChatBody(prompt + "Look around"))
            #expect(other.content.hasPrefix("## Look around\n"))
            let unicode = try await client.complete(ChatBody(prompt + "Décrire: 漢字"))
            #expect(unicode.content.hasPrefix("## Décrire: 漢字\n"))
            let waits = try simulator.requests.map { record in
                try #require(record.finishedAtUs) - record.arrivedAtUs
            }
            #expect(waits[0] >= 49_000 && waits[1] >= 49_000)
        }
    }

    @Test("Of several nodes whose description a request ends with, the longest is meant")
    func longest() async throws {
        let plan = PlanFile(subtasks: [
            .init(id: "a", description: "around", answer: "short"),
            .init(id: "b", description: "Look around", answer: "long"),
        ])
        try await withSimulator(.init(plan: plan)) { _, client in
            let long = try await client.complete(ChatBody("Look around")).content
            let short = try await client.complete(ChatBody("Turn around")).content
            #expect(long == "long")
            #expect(short == "short")
        }
    }

    @Test("What ends with no node's description is an aggregation and gets a document")
    func aggregation() async throws {
        try await withSimulator(.init(plan: try Self.plan())) { _, client in
            let prompt = "Task:\nBuild it\n\nLook around\n\nWrite the final answer."
            let completion = try await client.complete(ChatBody(prompt, model: "grok-4"))
            #expect(completion.content.hasPrefix("# Build it\n"))
            #expect((2_000...3_000).contains(completion.usage.totalTokens))
        }
    }
}
