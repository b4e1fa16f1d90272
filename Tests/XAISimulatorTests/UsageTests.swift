import Foundation
import Testing
import XAISimulator

@Suite("Usage")
struct UsageTests {
    @Test(
        "Totals fall in the documented range of their phase where the prompt leaves room",
        arguments: [
            ("grok-code-fast-1", 1_000...2_000), ("grok-3-fast", 2_000...4_000),
            ("grok-4", 4_000...8_000),
        ])
    func ranges(model: String, range: ClosedRange<Int>) async throws {
        var random = TestRandom("totals of \(model)")
        try await withSimulator(.init(seed: random.next())) { _, client in
            for _ in 1...60 {
                var body = ChatBody(random.text(words: 1...40), model: model)
                body.completionTokensMax = Bool.random(using: &random) ? nil : 4_096
                let usage = try await client.complete(body).usage
                #expect(range.contains(usage.totalTokens), "seed \(random.seed)")
            }
        }
    }

    @Test("A decomposition takes 500 to 1,000 tokens")
    func decomposition() async throws {
        var random = TestRandom("totals of decompositions")
        try await withSimulator(.init(seed: random.next())) { _, client in
            for _ in 1...60 {
                let usage = try await client.complete(.plan(random.text(words: 1...40))).usage
                #expect((500...1_000).contains(usage.totalTokens), "seed \(random.seed)")
            }
        }
    }

    @Test("Tokens add up, stay within their bounds and never exceed what a client can foresee")
    func bounds() async throws {
        var random = TestRandom("bounds of usage")
        var cachedShares: Set<Int> = []
        try await withSimulator(.init(seed: random.next())) { _, client in
            for _ in 1...150 {
                var body = ChatBody(
                    [("system", "Brief."), ("user", random.text(words: 0...3_000))],
                    model: ["grok-code-fast-1", "grok-4", "grok-4.7"].randomElement(using: &random)
                        ?? "grok-4")
                body.completionTokensMax = Int.random(in: 200...3_000, using: &random)
                let usage = try await client.complete(body).usage
                let reasoning = usage.completionTokensDetails.reasoningTokens
                let cached = usage.promptTokensDetails.cachedTokens
                let sum = usage.promptTokens + usage.completionTokens + reasoning
                #expect(usage.totalTokens == sum)
                #expect(usage.promptTokens >= 12)
                #expect(usage.promptTokens <= body.data.count + 512)
                #expect(usage.promptTokensDetails.textTokens == usage.promptTokens)
                #expect(cached >= 0 && cached * 100 <= usage.promptTokens * 60)
                #expect(usage.completionTokens >= 1)
                #expect(usage.completionTokens <= body.completionTokensMax ?? 0)
                #expect((0...8_000).contains(reasoning))
                cachedShares.insert(cached * 10 / usage.promptTokens)
            }
        }
        #expect(cachedShares.count >= 5, "seed \(random.seed)")
    }

    @Test("An answer that does not fit max_completion_tokens is cut and says so")
    func cutByTokens() async throws {
        try await withSimulator { _, client in
            let whole = try await client.complete(ChatBody("A long story"))
            var body = ChatBody("A long story")
            body.completionTokensMax = 10
            let cut = try await client.complete(body)
            #expect(cut.finishReason == "length")
            #expect(cut.usage.completionTokens == 10)
            #expect(cut.content == whole.content.prefix(40))
        }
    }
}
