import Foundation
import Testing
import XAISimulator

@Suite("Decomposition")
struct PlanTests {
    @Test("A plan has three to five sub-tasks about the task, and can be carried out")
    func sound() async throws {
        var random = TestRandom("sound plans")
        var counts: Set<Int> = []
        var complexities: Set<String> = []
        var atOnce = 0
        try await withSimulator(.init(seed: random.next())) { _, client in
            for number in 1...60 {
                let task = "Design system number \(number)"
                let completion = try await client.complete(.plan("Task:\n\(task)\n\nContext:\nNo"))
                let plan = try PlanBody(completion.content)
                #expect(Self.isSound(plan), "seed \(random.seed): \(plan)")
                #expect((3...5).contains(plan.subtasks.count))
                #expect(plan.subtasks.allSatisfy { $0.description.contains(task) })
                #expect(Set(plan.subtasks.map(\.description)).count == plan.subtasks.count)
                #expect(plan.subtasks.contains { !$0.dependencies.isEmpty })
                counts.insert(plan.subtasks.count)
                complexities.formUnion(plan.subtasks.map(\.complexity))
                if plan.subtasks.filter(\.dependencies.isEmpty).count > 1 { atOnce += 1 }
            }
        }
        #expect(counts == [3, 4, 5], "seed \(random.seed)")
        #expect(complexities == ["simple", "medium", "complex"], "seed \(random.seed)")
        #expect(atOnce > 10, "seed \(random.seed)")
    }

    /// Known strategy and complexities, unique ids, and every dependency on an earlier sub-task.
    private static func isSound(_ plan: PlanBody) -> Bool {
        var known: Set<String> = []
        for subtask in plan.subtasks {
            guard known.isSuperset(of: subtask.dependencies), !subtask.description.isEmpty,
                ["simple", "medium", "complex"].contains(subtask.complexity),
                known.insert(subtask.id).inserted
            else { return false }
        }
        return ["parallel", "sequential", "adaptive"].contains(plan.strategy)
            && !plan.subtasks.isEmpty
    }

    @Test("A plan never has more sub-tasks than the schema allows", arguments: 1...4)
    func maxItems(subtasksMax: Int) async throws {
        try await withSimulator { _, client in
            for number in 1...20 {
                let body = ChatBody.plan("Task \(number)", subtasksMax: subtasksMax)
                let plan = try PlanBody(try await client.complete(body).content)
                #expect((1...subtasksMax).contains(plan.subtasks.count))
                #expect(Self.isSound(plan))
            }
        }
    }

    @Test("Wrong plans come in all eight kinds, and each is wrong in the way the log says")
    func wrong() async throws {
        try await withSimulator(.init(badPlanRate: 1)) { simulator, client in
            var kinds: Set<String> = []
            for number in 1...100 {
                let completion = try await client.complete(.plan("Task \(number)"))
                let fault = try #require(simulator.requests.last?.fault)
                kinds.insert(fault)
                #expect(Self.isWrong(completion, as: fault), "\(fault): \(completion.content)")
            }
            #expect(kinds.count == 8)
            #expect(simulator.bill.attempts == 100)
        }
    }

    private static func isWrong(_ completion: Completion, as fault: String) -> Bool {
        let plan = try? PlanBody(completion.content)
        let ids = plan?.subtasks.map(\.id) ?? []
        let last = plan?.subtasks.last
        switch fault {
        case "wrong-plan-cycle":
            return plan?.subtasks.first?.dependencies.contains(ids.last ?? "") == true
                && last?.dependencies.contains(ids[0]) == true
        case "wrong-plan-self-dependency":
            return last.map { $0.dependencies.contains($0.id) } == true
        case "wrong-plan-unknown-dependency":
            return last.map { !Set(ids).isSuperset(of: $0.dependencies) } == true
        case "wrong-plan-duplicate-id": return Set(ids).count < ids.count
        case "wrong-plan-too-many": return ids.count > 5
        case "wrong-plan-empty": return plan != nil && ids.isEmpty
        case "wrong-plan-not-json": return plan == nil && completion.finishReason == "stop"
        case "wrong-plan-cut-by-length":
            return plan == nil && completion.finishReason == "length"
                && completion.content.hasPrefix("{")
        default: return false
        }
    }

    @Test("A wrong plan that goes back to the model can come back right, about the same task")
    func repair() async throws {
        var random = TestRandom("repairs")
        try await withSimulator(.init(seed: random.next(), badPlanRate: 0.6)) { _, client in
            var repaired = 0
            for number in 1...30 {
                var body = ChatBody.plan("Task:\nBuild bridge \(number)")
                for round in 0...20 {
                    let content = try await client.complete(body).content
                    if let plan = try? PlanBody(content), Self.isSound(plan),
                        plan.subtasks.count <= 5
                    {
                        #expect(plan.subtasks[0].description.contains("Build bridge \(number)"))
                        repaired += round > 0 ? 1 : 0
                        break
                    }
                    body.messages.append(("assistant", content))
                    body.messages.append(("user", "This plan cannot be carried out."))
                    try #require(round < 20, "seed \(random.seed)")
                }
            }
            #expect(repaired > 5, "seed \(random.seed)")
        }
    }

    @Test("A plan is streamed when it is asked for as a stream")
    func streamed() async throws {
        try await withSimulator { _, client in
            var body = ChatBody.plan("Stream this plan")
            let whole = try await client.complete(body).content
            body.stream = true
            let chunks = try await client.chat(body).chunks()
            #expect(chunks.compactMap { $0.choices.first?.delta.content }.joined() == whole)
        }
    }

    @Test("A schema of something else than a plan is satisfied with a small example")
    func otherSchema() async throws {
        struct Reply: Decodable, Equatable {
            struct Step: Decodable, Equatable {
                let title: String
                let minutes: Int
            }
            let kind: String
            let done: Bool
            let steps: [Step]
        }
        let text = #"""
            {"model":"grok-4","messages":[{"role":"user","content":"Plan the day"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":
             {"type":"object","properties":{"kind":{"enum":["short","long"]},
              "done":{"type":"boolean"},
              "steps":{"type":"array","items":{"type":"object","properties":
              {"title":{"type":"string"},"minutes":{"type":"integer","minimum":5}}}}}}}}}
            """#
        try await withSimulator { _, client in
            let completion: Completion = try await client.post(Data(text.utf8)).decoded()
            let reply = try JSONDecoder().decode(Reply.self, from: Data(completion.content.utf8))
            let step = Reply.Step(title: "Plan the day", minutes: 5)
            #expect(reply == Reply(kind: "short", done: true, steps: [step]))
        }
    }

    @Test("A schema's references are followed, and a circle of them ends")
    func references() async throws {
        let text = #"""
            {"model":"grok-4","messages":[{"role":"user","content":"Build it"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":
             {"$defs":{"Sub":{"type":"object","properties":{"id":{"type":"string"},
              "description":{"type":"string"},"complexity":{"type":"string"},
              "dependencies":{"type":"array","items":{"type":"string"}}}},
              "Loop":{"$ref":"#/$defs/Loop"}},
              "type":"object","properties":{"strategy":{"anyOf":[{"$ref":"#/$defs/Loop"}]},
              "subtasks":{"type":"array","items":{"$ref":"#/$defs/Sub"},"maxItems":3}}}}}}
            """#
        try await withSimulator { _, client in
            let completion: Completion = try await client.post(Data(text.utf8)).decoded()
            let plan = try PlanBody(completion.content)
            #expect(plan.subtasks.count == 3)
            #expect(Self.isSound(plan))
        }
    }

    @Test("A json_object format is answered with a JSON object")
    func jsonObject() async throws {
        let text = #"""
            {"model":"grok-4","messages":[{"role":"user","content":"An object, please"}],
             "response_format":{"type":"json_object"}}
            """#
        try await withSimulator { _, client in
            let completion: Completion = try await client.post(Data(text.utf8)).decoded()
            let object = try JSONDecoder()
                .decode([String: String].self, from: Data(completion.content.utf8))
            #expect(object == ["answer": "An object, please"])
        }
    }
}
