import Ledger
import Orchestration
import Testing

@Suite("Where amounts do not agree")
struct DriftTests {
    /// The 22nd of November 2026.
    private static let at = Timestamp(microseconds: 20_779 * 86_400_000_000)

    private static func answer(
        asked: String, served: String, prompt: Int64, reported: Int64?, price: Price?
    ) throws -> AttemptAnswered {
        let text = Commitment(salt: [UInt8](repeating: 1, count: 16), bytes: [1])
        let usage = TokenUsage(prompt: prompt, cached: 0, completion: 100, reasoning: 0)
        return AttemptAnswered(
            attempt: AttemptReference(
                id: EventID(at: Self.at, random: (1, 2)), call: .subtask(1), number: 1,
                account: "account-1", key: "k", model: asked, holdTicks: nil),
            servedModel: served, response: nil, providerRequest: nil, finishReason: "stop",
            outcome: .complete, text: text, textBytes: 1, reasoning: nil, usage: usage,
            rawUsage: nil,
            charge: Charge(
                reported: reported.map { Ticks($0) }, computed: try price?.cost(of: usage)),
            price: price, durationMs: 1)
    }

    private static func flat(_ ticks: Int64) -> Price {
        Price(book: "b", model: "m", inputTicks: ticks, cachedTicks: ticks, outputTicks: ticks)
    }

    @Test(
        "Each kind of difference is told by what it comes to",
        arguments: [
            // 1,000 prompt and 100 completion tokens at 100 ticks are 110,000.
            ("m", "m", 1_000, 110_000, 100, nil),
            ("m", "m", 1_000, nil, 100, nil),
            ("m", "m", 1_000, 5, nil, .noPrice),
            ("grok-4", "m", 1_000, 165_000_000, 100, .requestedModel),
            ("m", "grok-4.3", 1_000, 15_000_000, 100, .listPrice),
            ("m", "m", 200_000, 40_020_000, 100, .longContext),
            ("m", "m", 1_000, 121_000, 100, .regional),
            ("m", "m", 1_000, 100_110_000, 100, .toolCalls),
            ("m", "m", 1_000, 109_999, 100, .discount),
            ("m", "m", 1_000, 110_001, 100, .surcharge),
        ] as [(String, String, Int64, Int64?, Int64?, DriftCause?)])
    func causes(
        asked: String, served: String, prompt: Int64, reported: Int64?, ticks: Int64?,
        cause: DriftCause?
    ) throws {
        let answer = try Self.answer(
            asked: asked, served: served, prompt: prompt, reported: reported,
            price: ticks.map(Self.flat))
        #expect(try DriftCause(answer, at: Self.at) == cause)
    }

    @Test("Answers add up by what was asked, what served and why; those that agree are counted")
    func sums() throws {
        var report = DriftReport()
        for (asked, served, reported) in [
            ("m", "m", 110_000 as Int64?), ("m", "m", 110_001), ("m", "m", 110_002),
            ("m", "n", nil),
            ("m", "m", 100_000), ("m", "n", 110_000),
        ] {
            let answer = try Self.answer(
                asked: asked, served: served, prompt: 1_000, reported: reported,
                price: Self.flat(100))
            try report.add(answer, at: Self.at)
        }
        #expect(report.answers == 6 && report.unreported == 1)
        let rows = report.rows
        #expect(rows.map(\.key.cause) == [.discount, .surcharge, nil])
        #expect(rows.map(\.sums.answers) == [1, 2, 2])
        #expect(rows.map(\.sums.difference?.count) == [-10_000, 3, 0])
    }
}
