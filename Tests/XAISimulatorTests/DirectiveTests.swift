import Foundation
import Testing
import XAISimulator

@Suite("Directives in a prompt")
struct DirectiveTests {
    @Test("[refuse] gives a refusal without content, whole and streamed, and is billed")
    func refuse() async throws {
        try await withSimulator { simulator, client in
            let whole = try await client.complete(ChatBody("Please [refuse] this"))
            #expect(whole.choices[0].message.content == nil)
            #expect(whole.choices[0].message.refusal?.isEmpty == false)
            #expect(whole.finishReason == "stop")
            let chunks = try await client.chat(ChatBody("Please [refuse] this", stream: true))
                .chunks()
            #expect(chunks.allSatisfy { $0.choices.first?.delta.content == nil })
            let refusal = chunks.compactMap { $0.choices.first?.delta.refusal }.joined()
            #expect(refusal == whole.choices[0].message.refusal)
            #expect(simulator.bill.attempts == 2)
            #expect(simulator.bill.ticks == 2 * (whole.usage.costInUsdTicks ?? 0))
        }
    }

    @Test("[empty] gives no text and no completion tokens, and is billed")
    func empty() async throws {
        try await withSimulator { simulator, client in
            let completion = try await client.complete(ChatBody("An [empty] answer"))
            #expect(completion.choices[0].message.content == "")
            #expect(completion.usage.completionTokens == 0)
            #expect(completion.finishReason == "stop")
            let chunks = try await client.chat(ChatBody("An [empty] answer", stream: true))
                .chunks()
            #expect(chunks.allSatisfy { $0.choices.first?.delta.content == nil })
            #expect(simulator.bill.attempts == 2)
        }
    }

    @Test("[length] gives half of a text and says that it was cut")
    func length() async throws {
        let plan = PlanFile(subtasks: [
            .init(id: "a", description: "Say it [length]", answer: "ab漢def")
        ])
        try await withSimulator(.init(plan: plan)) { _, client in
            let completion = try await client.complete(ChatBody("Say it [length]"))
            #expect(completion.content == "ab")
            #expect(completion.finishReason == "length")
        }
    }

    @Test("[unsafe] is refused with 403 and costs five cents")
    func unsafe() async throws {
        try await withSimulator { simulator, client in
            let response = try await client.chat(ChatBody("Something [unsafe]"))
            let error: ErrorBody = try response.decoded()
            #expect(response.status == 403)
            #expect(error.error.contains("violates usage guidelines"))
            #expect(simulator.bill.attempts == 1)
            #expect(simulator.bill.ticks == 500_000_000)
            #expect(simulator.requests[0].ticks == 500_000_000)
        }
    }

    @Test("Only the last user message directs")
    func lastUserMessage() async throws {
        try await withSimulator { _, client in
            let body = ChatBody([
                ("system", "[refuse]"), ("user", "[refuse]"), ("assistant", "[refuse]"),
                ("user", "Go on"),
            ])
            let completion = try await client.complete(body)
            #expect(completion.choices[0].message.refusal == nil)
        }
    }

    @Test("A plan's node is directed by its own description, and the other requests are not")
    func planNodes() async throws {
        let plan = PlanFile(subtasks: [
            .init(id: "a", description: "Look around"),
            .init(id: "b", description: "Refuse this part [refuse]", dependencies: ["a"]),
        ])
        try await withSimulator(.init(plan: plan)) { _, client in
            let part = "Refuse this part [refuse]"
            let mentions = "Results:\n\(part)\n\n\(part): none\n"
            let node = try await client.complete(ChatBody("Task\n\nRefuse this part [refuse]\n"))
            #expect(node.choices[0].message.refusal != nil)
            let other = try await client.complete(ChatBody(mentions + "\nLook around"))
            #expect(other.choices[0].message.refusal == nil)
            let merged = try await client.complete(ChatBody(mentions + "Merge them."))
            #expect(merged.choices[0].message.refusal == nil)
            let own = try await client.complete(ChatBody(mentions + "Merge them. [refuse]"))
            #expect(own.choices[0].message.refusal != nil)
        }
    }
}
