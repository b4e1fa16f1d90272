import Ledger
import Testing

@Suite("Money")
struct MoneyTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let model: String
        let price: (input: Int64, cached: Int64, output: Int64)
        let usage: TokenUsage
        let ticks: Int64

        var testDescription: String { "\(model): \(ticks)" }
    }

    static let examples = [
        Example(
            model: "grok-3-mini", price: (3000, 750, 5000),
            usage: TokenUsage(prompt: 12, cached: 2, completion: 1, reasoning: 228),
            ticks: 1_176_500),
        Example(
            model: "grok-3-mini", price: (3000, 750, 5000),
            usage: TokenUsage(prompt: 12, cached: 11, completion: 1, reasoning: 290),
            ticks: 1_466_250),
        Example(
            model: "grok-3-mini", price: (3000, 750, 5000),
            usage: TokenUsage(prompt: 291, cached: 244, completion: 26, reasoning: 189),
            ticks: 1_399_000),
        Example(
            model: "grok-4-1-fast-non-reasoning", price: (2000, 500, 5000),
            usage: TokenUsage(prompt: 176, cached: 161, completion: 8, reasoning: 0),
            ticks: 150_500),
        Example(
            model: "grok-4.3", price: (12500, 2000, 25000),
            usage: TokenUsage(prompt: 1559, cached: 128, completion: 201, reasoning: 0),
            ticks: 23_168_500),
    ]

    @Test("The provider's own bills are reproduced to the tick", arguments: examples)
    func providerBills(example: Example) throws {
        let price = Price(
            book: "example", model: example.model, inputTicks: example.price.input,
            cachedTicks: example.price.cached, outputTicks: example.price.output)
        #expect(try price.cost(of: example.usage) == Ticks(example.ticks))
    }

    @Test("A sum or product beyond 64 bits is refused, not wrapped")
    func overflow() {
        let sum = #expect(throws: MoneyOverflow.self) { try Ticks(Int64.max).adding(Ticks(1)) }
        #expect(sum?.right == 1)
        let product = #expect(throws: MoneyOverflow.self) {
            try Ticks(Int64.max).multiplied(by: 2)
        }
        #expect(
            product?.description
                == "the amounts 9223372036854775807 and 2 do not fit together into 64 bits of ticks"
        )
    }

    @Test(
        "Ticks are shown as exact dollars",
        arguments: [
            (0, "0.00"), (1, "0.0000000001"), (50_000_000, "0.005"), (425_000_000, "0.0425"),
            (Ticks.perUSD, "1.00"), (-15_000_000_000, "-1.50"),
            (Int64.max, "922337203.6854775807"), (Int64.min, "-922337203.6854775808"),
        ] as [(Int64, String)])
    func dollars(ticks: Int64, text: String) {
        #expect(Ticks(ticks).usd == text)
    }

    @Test("A reported figure counts before a computed one, and zero means unreported")
    func labels() {
        let computed = Ticks(5)
        #expect(Charge(reported: Ticks(7), computed: computed).label == .reported)
        #expect(Charge(reported: Ticks(7), computed: computed).ticks == Ticks(7))
        #expect(Charge(reported: .zero, computed: computed).label == .computed)
        #expect(Charge(reported: .zero, computed: computed).ticks == computed)
        #expect(Charge(reported: Ticks(-1), computed: nil).label == .unknown)
        #expect(Charge(reported: nil, computed: nil).ticks == nil)
    }
}
