import Foundation
import Ledger
import Orchestration
import Testing

@Suite("Price books as data")
struct DatedBookTests {
    private static let day = Day("2026-11-22") ?? Day(number: 0)

    private static func book(_ name: String) throws -> DatedBook {
        try #require(DatedBook.builtIn.first { $0.name == name })
    }

    @Test("The books of the program can all be read, and the first is what runs are billed by")
    func builtIn() throws {
        #expect(DatedBook.builtIn.map(\.name) == ["default", "xai-2025-11", "xai-2026-11"])
        #expect(DatedBook.builtIn.count == DatedBook.texts.count)
        for row in try Self.book("default").rows {
            let price = try #require(PriceBook.builtIn.price(of: row.model))
            #expect(row.rates.input == price.inputTicks && row.rates.cached == price.cachedTicks)
            #expect(row.rates.output == price.outputTicks && row.longContext == nil)
        }
        #expect(DatedBook.lists.map(\.name) == ["xai-2026-11", "xai-2025-11"])
    }

    @Test(
        "What the provider is known to have billed comes out to the tick",
        arguments: [
            ("xai-2025-11", "grok-3-mini", [12, 2, 1, 228], 1_176_500),
            ("xai-2025-11", "grok-3-mini", [12, 11, 1, 290], 1_466_250),
            ("xai-2025-11", "grok-3-mini", [291, 244, 26, 189], 1_399_000),
            ("xai-2026-11", "grok-4.3", [1_559, 128, 201, 0], 23_168_500),
        ] as [(String, String, [Int64], Int64)])
    func known(book: String, model: String, tokens: [Int64], ticks: Int64) throws {
        let usage = TokenUsage(
            prompt: tokens[0], cached: tokens[1], completion: tokens[2], reasoning: tokens[3])
        let cost = try Self.book(book).cost(of: usage, model: model, on: Self.day)
        #expect(cost == Ticks(ticks))
    }

    @Test("From 200,000 prompt tokens on every rate doubles, for all tokens of the request")
    func longContext() throws {
        let book = try Self.book("xai-2026-11")
        for model in Set(book.rows.map(\.model)) {
            func cost(_ prompt: Int64) throws -> Int64 {
                let usage = TokenUsage(prompt: prompt, cached: 50_000, completion: 7, reasoning: 3)
                return try #require(try book.cost(of: usage, model: model, on: Self.day)).count
            }
            let row = try #require(book.row(of: model, on: Self.day))
            let below = try cost(199_999)
            #expect(try cost(200_000) == 2 * (below + row.rates.input))
        }
    }

    @Test("A price holds from its first day to the day before its last")
    func validity() throws {
        let book = try Self.book("xai-2025-11")
        func has(_ day: String) throws -> Bool {
            book.row(of: "grok-4", on: try #require(Day(day))) != nil
        }
        #expect(try !has("2025-10-31") && has("2025-11-01"))
        #expect(try has("2026-05-14") && !has("2026-05-15"))
        #expect(book.row(of: "gpt", on: Self.day) == nil)
    }

    @Test("A list of a day is the newest list that has the model then, whenever the answer came")
    func lists() throws {
        let usage = TokenUsage(prompt: 1, cached: 0, completion: 0, reasoning: 0)
        let now = Timestamp(microseconds: Self.day.number * 86_400_000_000)
        let list = Repricing(listOn: try #require(Day("2025-11-22")))
        #expect(try list.cost(of: usage, model: "grok-4", at: now) == Ticks(30_000))
        #expect(try list.cost(of: usage, model: "grok-4.3", at: now) == nil)
        let recent = Repricing(listOn: Self.day)
        #expect(try recent.cost(of: usage, model: "grok-4.3", at: now) == Ticks(12_500))
        #expect(try recent.cost(of: usage, model: "grok-4", at: now) == nil)
        #expect(try recent.cost(of: usage, model: "grok-3-mini", at: now) == Ticks(3_000))
        let dated = Repricing(try Self.book("xai-2025-11"))
        #expect(try dated.cost(of: usage, model: "grok-4", at: now) == nil)
    }

    private static let good = """
        {"book": "mine", "unit": "ticks-per-token",
         "prices": [
          {"model": "a", "valid_from": "2026-01-01", "valid_to": "2026-06-01",
           "input": 1, "cached": 1, "output": 2},
          {"model": "a", "valid_from": "2026-06-01",
           "input": 3, "cached": 0, "output": 4}
        ]}
        """

    @Test(
        "A bad book is refused with the line and the reason",
        arguments: [
            ("\"input\": 3", "\"input\": -3", 6, "\"input\" is -3, and not between 0 and"),
            ("\"input\": 3", "\"input\": 0.3", 6, "prices are whole ticks"),
            ("\"input\": 3", "\"input\": 3e2", 6, "prices are whole ticks"),
            ("\"input\": 3", "\"input\": 99999999999999999999", 6, "and not between"),
            ("\"input\": 3", "\"input\": \"3\"", 6, "\"input\" is not a number"),
            ("\"input\": 3, ", "", 5, "a price has no \"input\""),
            ("\"output\": 4", "\"output\": 4, \"tax\": 1", 6, "a \"tax\", which is not known"),
            ("\"output\": 4", "\"output\": 4, \"input\": 1", 6, "\"input\" stands there twice"),
            ("2026-06-01\",\n   \"input\": 3", "2026-05-31\",\n   \"input\": 3", 5, "both hold on"),
            ("\"valid_to\": \"2026-06-01\"", "\"valid_to\": \"2026-01-01\"", 3, "not after"),
            ("\"2026-01-01\"", "\"2026-02-30\"", 3, "is not a day"),
            ("ticks-per-token", "usd-per-token", 1, "the unit \"usd-per-token\" is not known"),
            ("\"mine\"", "\"My book\"", 1, "the name of a book"),
            ("4}\n]}", "4}\n]", 7, "a comma or a } is missing"),
            ("4}\n]}", "4}\n]} x", 7, "there is more after the end"),
            ("4}\n]}", "4", 6, "a comma or a } is missing"), ("\"a\"", "\"\"", 5, "1 to 128"),
            ("[\n", "[[[[[[[[[[[[[[[[[\n", 2, "nested too deeply"),
        ] as [(String, String, Int, String)])
    func bad(part: String, replacement: String, line: Int, reason: String) throws {
        let range = try #require(Self.good.range(of: part, options: .backwards))
        let text = Self.good.replacingCharacters(in: range, with: replacement)
        let refusal = #expect(throws: BookRefusal.self) { try DatedBook(text: text) }
        #expect(refusal?.reason.contains(reason) == true, "\(String(describing: refusal))")
        #expect(refusal?.line == line, "\(String(describing: refusal))")
    }

    @Test("Any text is read or refused, and a good book with any byte changed never crashes")
    func anything() throws {
        #expect(throws: Never.self) { try DatedBook(text: Self.good) }
        let seed = UInt64.random(in: 0...999_999)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<3_000 {
            var bytes = Array(Self.good.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    Array("0-\"{}[],:.ex\n\\9".utf8).randomElement(using: &generator) ?? 0
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let book = try? DatedBook(text: text) { #expect(!book.rows.isEmpty) }
        }
    }

    @Test("A book is the same book as long as its text is the same")
    func hash() throws {
        let first = try DatedBook(text: Self.good)
        #expect(try DatedBook(text: Self.good).hash == first.hash)
        #expect(try DatedBook(text: Self.good + "\n").hash != first.hash)
        #expect(first.hash == Hash(of: Array(Self.good.utf8)))
    }

    @Test(
        "Days are those of the calendar",
        arguments: [("1970-01-01", 0), ("2026-11-22", 20_779), ("2024-02-29", 19_782)]
            as [(String, Int64)])
    func days(text: String, number: Int64) throws {
        #expect(Day(text)?.number == number && Day(number: number).description == text)
        #expect(Day("2026-02-29") == nil && Day("2026-1-1") == nil && Day("today") == nil)
    }
}
