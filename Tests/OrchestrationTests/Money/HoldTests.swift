import Ledger
import Orchestration
import Testing

@Suite("Holds and prices")
struct HoldTests {
    private let price = Price(
        book: "b", model: "m", inputTicks: 7, cachedTicks: 3, outputTicks: 11)

    private func hold(_ bytes: Int, _ completion: Int64, _ price: Price?) throws -> Ticks? {
        try Hold.ticks(
            requestBytes: bytes, completionTokensMax: completion, model: "m", price: price)
    }

    @Test("A hold is every byte and 512 more as prompt, and the longest completion with reasoning")
    func exact() throws {
        #expect(try hold(1_000, 2_000, price) == Ticks(1_512 * 7 + (2_000 + 32_768) * 11))
        #expect(try hold(0, 0, price) == Ticks(512 * 7 + 32_768 * 11))
    }

    @Test("Cached tokens that cost more than fresh ones are bounded as well")
    func dearCache() throws {
        let odd = Price(book: "b", model: "m", inputTicks: 1, cachedTicks: 9, outputTicks: 0)
        #expect(try hold(88, 0, odd) == Ticks(600 * 9))
    }

    @Test("Without a price there is no hold")
    func noPrice() throws {
        #expect(try hold(1_000, 2_000, nil) == nil)
    }

    @Test("A hold that does not fit into 64 bits is an error, not a small number")
    func overflow() {
        let dear = Price(
            book: "b", model: "m", inputTicks: .max / 600, cachedTicks: 0, outputTicks: .max / 2)
        #expect(throws: MoneyOverflow.self) { try hold(1_000, 0, dear) }
        #expect(throws: MoneyOverflow.self) { try hold(0, 0, dear) }
    }

    @Test("No answer within its limits costs more than was held for it")
    func bound() throws {
        var random = SeededGenerator("holds")
        for _ in 0..<500 {
            let price = Price(
                book: "b", model: "m", inputTicks: Int64.random(in: 0...200_000, using: &random),
                cachedTicks: Int64.random(in: 0...200_000, using: &random),
                outputTicks: Int64.random(in: 0...200_000, using: &random))
            let bytes = Int.random(in: 0...100_000, using: &random)
            let completionMax = Int64.random(in: 0...40_000, using: &random)
            let prompt = Int64.random(in: 0...Int64(bytes) + 512, using: &random)
            let usage = TokenUsage(
                prompt: prompt, cached: Int64.random(in: 0...prompt, using: &random),
                completion: Int64.random(in: 0...completionMax, using: &random),
                reasoning: Int64.random(in: 0...32_768, using: &random))
            let held = try #require(try hold(bytes, completionMax, price))
            #expect(try price.cost(of: usage) <= held)
        }
    }

    @Test("A longer plan may have a longer answer, and the aggregation the longest")
    func completions() {
        let small = Hold.completionTokensMax(of: .decomposition, subtasksMax: 1)
        let large = Hold.completionTokensMax(of: .decomposition, subtasksMax: 1_000)
        #expect(small == 4_352 && large == 260_096)
        for role in [Role.simple, .medium, .complex] {
            let subtask = Hold.completionTokensMax(of: role, subtasksMax: 5)
            #expect(subtask < Hold.completionTokensMax(of: .aggregation, subtasksMax: 5))
        }
    }

    @Test("The built-in book has the documented prices, the same for every kind of token")
    func builtIn() {
        let expected = [
            ("grok-code-fast-1", Int64(50_000), "0.005"), ("grok-3-fast", 80_000, "0.008"),
            ("grok-4", 150_000, "0.015"),
        ]
        for (model, ticks, usdPerThousand) in expected {
            #expect(
                PriceBook.builtIn.price(of: model)
                    == Price(
                        book: "default", model: model, inputTicks: ticks, cachedTicks: ticks,
                        outputTicks: ticks, hash: DatedBook.documented.hash,
                        validFrom: "2025-11-01"))
            #expect(Ticks(ticks * 1_000).usd == usdPerThousand)
        }
        #expect(PriceBook.builtIn.price(of: "grok-5") == nil)
        #expect(PriceBook.builtIn.price(of: "Grok-4") == nil)
    }

    @Test("Of two rows for one model the first counts")
    func duplicates() {
        let other = Price(book: "b", model: "m", inputTicks: 1, cachedTicks: 1, outputTicks: 1)
        #expect(PriceBook(name: "b", prices: [price, other]).price(of: "m") == price)
    }

    @Test("A text's tokens are never estimated below one for three bytes")
    func estimate() {
        #expect([0, 1, 3, 4, 300].map(ModelCatalog.tokensEstimate) == [0, 1, 1, 2, 100])
    }

    @Test("A model that nobody has heard of is taken to have the smallest window")
    func windows() {
        #expect(ModelCatalog.windowTokens(of: "grok-4") == 256_000)
        #expect(ModelCatalog.windowTokens(of: "grok-3-fast") == 131_072)
        #expect(ModelCatalog.windowTokens(of: "unheard-of") == 131_072)
    }
}
