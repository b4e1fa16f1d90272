import Foundation
import Testing
import XAISimulator

@Suite("Determinism")
struct DeterminismTests {
    @Test("Two simulators with one seed give the same answers, usages and faults")
    func sameSeed() async throws {
        var random = TestRandom("two simulators with one seed")
        let configuration = SimulatorConfiguration(
            seed: random.next(), errorRate: 0.3, badPlanRate: 0.3, malformedRate: 0.1,
            slowRate: 0.1, slowMs: 1, unreportedRate: 0.2)
        let bodies = (0..<60).map { _ in Self.body(&random) }
        let first = try await withSimulator(configuration) { simulator, client in
            try await Self.transcript(bodies + bodies, simulator, client)
        }
        let second = try await withSimulator(configuration) { simulator, client in
            try await Self.transcript(bodies + bodies, simulator, client)
        }
        #expect(first == second, "seed \(random.seed)")
        #expect(Set(first.map(\.fault)).count > 4, "seed \(random.seed)")
    }

    @Test("The order in which different requests arrive changes none of their answers")
    func order() async throws {
        var random = TestRandom("order of arrival")
        let configuration = SimulatorConfiguration(seed: 5, errorRate: 0.3, unreportedRate: 0.3)
        let bodies = (0..<40).map { ChatBody("\($0) " + random.text(words: 1...9)) }
        let forwards = try await withSimulator(configuration) { simulator, client in
            try await Self.transcript(bodies, simulator, client)
        }
        let backwards = try await withSimulator(configuration) { simulator, client in
            try await Self.transcript(bodies.reversed(), simulator, client)
        }
        #expect(forwards == backwards.reversed(), "seed \(random.seed)")
    }

    @Test("Another seed, another model or another message gives another answer")
    func different() async throws {
        let bodies = [
            ChatBody("Question"), ChatBody("Question "), ChatBody("Question", model: "grok-3"),
            ChatBody([("system", "Be brief."), ("user", "Question")]),
        ]
        var usages: [UsageBody] = []
        for seed: UInt64 in [1, 2] {
            try await withSimulator(.init(seed: seed)) { _, client in
                for body in bodies { usages.append(try await client.complete(body).usage) }
            }
        }
        #expect(Set(usages.map { "\($0.totalTokens) \($0.completionTokens)" }).count == 8)
    }

    @Test("Asked again, the same question gets the same answer under another id")
    func asking() async throws {
        try await withSimulator { _, client in
            let first = try await client.complete(ChatBody("Again"))
            let second = try await client.complete(ChatBody("Again"))
            #expect(first.content == second.content)
            #expect(first.usage == second.usage)
            #expect(first.id != second.id)
        }
    }

    @Test("No two simulators give out the same id, even for the same question")
    func ids() async throws {
        var ids: Set<String> = []
        for _ in 1...5 {
            try await withSimulator { _, client in
                ids.insert(try await client.complete(ChatBody("Again")).id)
            }
        }
        #expect(ids.count == 5)
    }

    @Test("An answer stays what it was in every earlier process")
    func pinned() async throws {
        try await withSimulator(.init(seed: 42)) { _, client in
            let usage = try await client.complete(ChatBody("A pinned question")).usage
            #expect(usage.promptTokens == 12)
            #expect(usage.promptTokensDetails.cachedTokens == 0)
            #expect(usage.completionTokens == 892)
            #expect(usage.completionTokensDetails.reasoningTokens == 1_734)
        }
    }

    private struct Line: Equatable {
        let status: Int
        let retryAfter: String?
        let fault: String?
        let answer: String
        let usage: UsageBody?
        let ticks: Int64
    }

    private static func body(_ random: inout TestRandom) -> ChatBody {
        if Int.random(in: 0..<4, using: &random) == 0 { return .plan(random.text(words: 2...9)) }
        let models = ["grok-code-fast-1", "grok-3-fast", "grok-4", "grok-4.3"]
        return ChatBody(
            random.text(words: 1...20), model: models.randomElement(using: &random) ?? "grok-4",
            stream: Bool.random(using: &random))
    }

    /// What a client and the log see of each request, without what may differ: ids and times.
    private static func transcript(
        _ bodies: [ChatBody], _ simulator: Simulator, _ client: Client
    ) async throws -> [Line] {
        var lines: [Line] = []
        for body in bodies {
            let response = try await client.chat(body)
            let record = try #require(simulator.requests.last)
            var answer = response.text
            var usage: UsageBody?
            if response.status == 200, record.fault?.contains("malformed") != true {
                if body.stream {
                    let chunks = try response.chunks()
                    answer = chunks.compactMap { $0.choices.first?.delta.content }.joined()
                    usage = chunks.last?.usage
                } else {
                    let completion: Completion = try response.decoded()
                    answer = completion.content
                    usage = completion.usage
                }
            } else if record.fault?.contains("malformed") == true {
                answer = "\(response.text.utf8.count / 100)"
            }
            lines.append(
                Line(
                    status: response.status, retryAfter: response.headers["retry-after"],
                    fault: record.fault, answer: answer, usage: usage, ticks: record.ticks))
        }
        return lines
    }
}
