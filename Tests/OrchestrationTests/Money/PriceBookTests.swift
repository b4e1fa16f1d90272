import Ledger
import Orchestration
import Testing

@Suite("The prices of a day")
struct PriceBookTests {
    private static func book(_ name: String) throws -> DatedBook {
        try #require(DatedBook.builtIn.first { $0.name == name })
    }

    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test("A book has the rows that hold on its day, and cites book, row and hash")
    func days() throws {
        let dated = try Self.book("xai-2025-11")
        let before = PriceBook(dated, on: try Self.day("2026-05-14"))
        let after = PriceBook(dated, on: try Self.day("2026-05-15"))
        let price = try #require(before.price(of: "grok-3-fast"))
        #expect(price.book == "xai-2025-11" && price.model == "grok-3-fast")
        #expect(price.hash == dated.hash && price.validFrom == "2025-11-01")
        #expect(after.price(of: "grok-3-fast") == nil)
        #expect(after.price(of: "grok-3") == before.price(of: "grok-3"))
        #expect(PriceBook(dated, on: try Self.day("2025-10-31")).price(of: "grok-3") == nil)
    }

    @Test("A long prompt has the prices of the long context, and says from how many tokens on")
    func longContext() throws {
        let book = PriceBook(try Self.book("xai-2026-11"), on: try Self.day("2026-11-22"))
        let short = try #require(book.price(of: "grok-4.5", promptTokens: 199_999))
        let long = try #require(book.price(of: "grok-4.5", promptTokens: 200_000))
        #expect(short.fromPromptTokens == nil && long.fromPromptTokens == 200_000)
        #expect(long.inputTicks == 2 * short.inputTicks)
        #expect(long.cachedTicks == 2 * short.cachedTicks)
        #expect(long.outputTicks == 2 * short.outputTicks)
    }

    @Test("What is held covers every prompt that the request can come to")
    func holds() throws {
        let text = """
            {"book": "odd", "unit": "ticks-per-token", "prices": [
              {"model": "m", "valid_from": "2026-01-01", "input": 9, "cached": 5, "output": 7,
               "long_context": {"from_prompt_tokens": 100,
                                "input": 4, "cached": 6, "output": 8}}]}
            """
        let book = PriceBook(try DatedBook(text: text), on: try Self.day("2026-01-01"))
        let most = try #require(book.highestPrice(of: "m", promptTokensMax: 100))
        #expect([most.inputTicks, most.cachedTicks, most.outputTicks] == [9, 6, 8])
        let few = try #require(book.highestPrice(of: "m", promptTokensMax: 99))
        #expect([few.inputTicks, few.cachedTicks, few.outputTicks] == [9, 5, 7])
        #expect(book.highestPrice(of: "n", promptTokensMax: 1) == nil)
    }

    @Test("The same book is adopted once, and no other under the name of one of the program's")
    func adopting() throws {
        let own = try Self.book("xai-2026-11")
        #expect(try PriceBookRules.adopts(own, current: nil))
        #expect(try !PriceBookRules.adopts(own, current: own.hash))
        #expect(try !PriceBookRules.adopts(.documented, current: nil))
        #expect(try PriceBookRules.adopts(.documented, current: own.hash))
        let other = try DatedBook(
            text: """
                {"book": "xai-2026-11", "unit": "ticks-per-token", "prices": [
                  {"model": "m", "valid_from": "2026-01-01",
                   "input": 1, "cached": 1, "output": 1}]}
                """)
        #expect(throws: PriceBookRules.NameTaken(book: "xai-2026-11")) {
            try PriceBookRules.adopts(other, current: nil)
        }
    }
}
