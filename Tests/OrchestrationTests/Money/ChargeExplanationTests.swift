import Ledger
import Orchestration
import Testing

@Suite("The arithmetic of a charge")
struct ChargeExplanationTests {
    /// An answer with so many tokens, and prices for one of them.
    private static func answered(
        _ tokens: [Int64], _ prices: [Int64]?, reported: Int64?, raw: String? = nil
    ) throws -> AttemptAnswered {
        let usage = TokenUsage(
            prompt: tokens[0], cached: tokens[1], completion: tokens[2], reasoning: tokens[3])
        let price = prices.map {
            Price(book: "b", model: "m", inputTicks: $0[0], cachedTicks: $0[1], outputTicks: $0[2])
        }
        let id = EventID(at: Timestamp(microseconds: 0), random: (1, 2))
        return AttemptAnswered(
            attempt: AttemptReference(
                id: id, call: .decomposition(round: 0), number: 1, account: "account-1", key: "k",
                model: "m", holdTicks: nil),
            servedModel: "m", response: nil, providerRequest: nil, finishReason: "stop",
            outcome: .complete, text: Commitment(salt: [], bytes: []), textBytes: 0,
            reasoning: nil, usage: usage, rawUsage: raw,
            charge: Charge(
                reported: reported.map { Ticks($0) }, computed: try price?.cost(of: usage)),
            price: price, durationMs: 1)
    }

    @Test(
        "The terms are tokens times prices, and come to what the provider is known to bill",
        arguments: [
            ([12, 2, 1, 228], [3_000, 750, 5_000], 1_176_500),
            ([12, 11, 1, 290], [3_000, 750, 5_000], 1_466_250),
            ([291, 244, 26, 189], [3_000, 750, 5_000], 1_399_000),
            ([176, 161, 8, 0], [2_000, 500, 5_000], 150_500),
            ([1_559, 128, 201, 0], [12_500, 2_000, 25_000], 23_168_500),
        ] as [([Int64], [Int64], Int64)])
    func terms(tokens: [Int64], prices: [Int64], ticks: Int64) throws {
        let answer = try Self.answered(tokens, prices, reported: ticks + 7)
        let explanation = try ChargeExplanation(answer)
        #expect(explanation.terms.map(\.kind) == [.prompt, .cached, .completion, .reasoning])
        #expect(explanation.terms.map(\.tokens).reduce(0, +) == tokens[0] + tokens[2] + tokens[3])
        #expect(explanation.terms.allSatisfy { $0.ticks.count == $0.tokens * $0.priceTicks })
        #expect(explanation.terms.map(\.ticks.count).reduce(0, +) == ticks)
        #expect(explanation.computed == Ticks(ticks))
        #expect(explanation.difference == Ticks(7) && explanation.label == .reported)
    }

    @Test("Without a price or a report there is nothing to compare")
    func unknown() throws {
        let unpriced = try ChargeExplanation(Self.answered([1, 0, 1, 0], nil, reported: 5))
        #expect(unpriced.terms.isEmpty && unpriced.computed == nil && unpriced.difference == nil)
        let unreported = try ChargeExplanation(
            Self.answered([1, 0, 1, 0], [2, 2, 3], reported: nil))
        #expect(unreported.computed == Ticks(5) && unreported.difference == nil)
        #expect(unreported.label == .computed)
    }

    @Test("A product that does not fit into 64 bits is refused")
    func overflow() throws {
        let answer = try Self.answered([1, 0, 1, 0], [2, 2, 3], reported: nil)
        let usage = TokenUsage(prompt: .max, cached: 0, completion: 0, reasoning: 0)
        let large = AttemptAnswered(
            attempt: answer.attempt, servedModel: "m", response: nil, providerRequest: nil,
            finishReason: nil, outcome: .complete, text: answer.text, textBytes: 0, reasoning: nil,
            usage: usage, rawUsage: nil, charge: Charge(reported: nil, computed: nil),
            price: answer.price, durationMs: 1)
        #expect(throws: MoneyOverflow.self) { try ChargeExplanation(large) }
    }

    @Test(
        "What equals the total decides whether reasoning is inside the completion",
        arguments: [
            (#"{"prompt_tokens":12,"completion_tokens":1,"total_tokens":241,"#, .excluded),
            (#"{"prompt_tokens":12,"completion_tokens":229,"total_tokens":241,"#, .included),
            (#"{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13,"#, .contradictory),
            (#"{"prompt_tokens":12,"completion_tokens":1,"total_tokens":99,"#, .contradictory),
            (#"{"prompt_tokens":12,"completion_tokens":1,"num_sources_used":0,"#, .assumedExcluded),
            (#"{"prompt_tokens":12,"completion_tokens":300,"#, .assumedIncluded),
            (#"{"completion_tokens":300,"#, .contradictory), (#"{"prompt_tokens":"x","#, .notKept),
        ] as [(String, ReasoningRule)])
    func rule(usage: String, rule: ReasoningRule) {
        let raw = usage + #""completion_tokens_details":{"reasoning_tokens":228}}"#
        #expect(ReasoningRule(rawUsage: raw) == rule)
    }

    @Test("Without reasoning tokens both sums are the same, and without usage nothing is known")
    func nothing() {
        let raw = #"{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13}"#
        #expect(ReasoningRule(rawUsage: raw) == .noReasoning)
        #expect(ReasoningRule(rawUsage: nil) == .notKept)
    }
}
