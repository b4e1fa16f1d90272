import Ledger
import Testing

@testable import XAI

@Suite("The arithmetic of usage")
struct UsageTests {
    private func read(_ json: String) throws -> UsageReading {
        try JSONScanner.read(Array(json.utf8)) { try UsageReader.read(&$0) }
    }

    /// The shape of a captured answer.
    private func xai(
        _ prompt: Int, _ cached: Int, _ completion: Int, _ reasoning: Int, ticks: Int64
    ) -> String {
        """
        {"prompt_tokens":\(prompt),"completion_tokens":\(completion),\
        "total_tokens":\(prompt + completion + reasoning),"prompt_tokens_details":\
        {"text_tokens":\(prompt),"audio_tokens":0,"image_tokens":0,"cached_tokens":\(cached)},\
        "completion_tokens_details":{"reasoning_tokens":\(reasoning),"audio_tokens":0,\
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0},\
        "num_sources_used":0,"cost_in_usd_ticks":\(ticks)}
        """
    }

    @Test(
        "Captured figures of xAI: reasoning stands beside completion, and the price adds up",
        arguments: [
            (Price.row(3_000, 750, 5_000), [12, 2, 1, 228], 1_176_500),
            (Price.row(3_000, 750, 5_000), [12, 11, 1, 290], 1_466_250),
            (Price.row(3_000, 750, 5_000), [291, 244, 26, 189], 1_399_000),
            (Price.row(2_000, 500, 5_000), [176, 161, 8, 0], 150_500),
            (Price.row(12_500, 2_000, 25_000), [1_559, 128, 201, 0], 23_168_500),
        ])
    func captured(price: Price, counts: [Int], cost: Int) throws {
        let ticks = Int64(cost)
        let reading = try read(xai(counts[0], counts[1], counts[2], counts[3], ticks: ticks))
        let usage = try #require(reading.usage)
        #expect(usage == TokenUsage(counts))
        #expect(reading.flags == [])
        #expect(reading.reportedTicks == Ticks(ticks))
        #expect(try price.cost(of: usage) == Ticks(ticks))
    }

    @Test("Where the total says that completion includes reasoning, it is taken out")
    func inclusive() throws {
        let reading = try read(
            """
            {"prompt_tokens":20,"completion_tokens":50,"total_tokens":70,\
            "completion_tokens_details":{"reasoning_tokens":30}}
            """)
        #expect(reading.usage == TokenUsage([20, 0, 20, 30]))
    }

    @Test("Without a total, fields of xAI's own mean xAI's way of counting")
    func totalAbsent() throws {
        let figures = """
            "prompt_tokens":20,"completion_tokens":50,\
            "completion_tokens_details":{"reasoning_tokens":30}
            """
        #expect(try read("{\(figures)}").usage == TokenUsage([20, 0, 20, 30]))
        #expect(
            try read("{\(figures),\"num_sources_used\":0}").usage == TokenUsage([20, 0, 50, 30]))
        #expect(
            try read("{\(figures),\"cost_in_usd_ticks\":5}").usage == TokenUsage([20, 0, 50, 30]))
    }

    @Test("Figures that fit no way of counting are kept as they came and not used")
    func contradiction() throws {
        for json in [
            """
            {"prompt_tokens":20,"completion_tokens":50,"total_tokens":99,\
            "completion_tokens_details":{"reasoning_tokens":30}}
            """,
            """
            {"prompt_tokens":20,"completion_tokens":10,"total_tokens":30,\
            "completion_tokens_details":{"reasoning_tokens":30}}
            """,
        ] {
            let reading = try read(json)
            #expect(reading.usage == nil)
            #expect(reading.flags == .figuresContradict)
            #expect(reading.raw == json)
        }
    }

    @Test("More cached than prompt tokens are lowered to the prompt, and flagged")
    func cachedClamped() throws {
        let reading = try read(
            """
            {"prompt_tokens":20,"completion_tokens":5,"total_tokens":25,\
            "prompt_tokens_details":{"cached_tokens":21}}
            """)
        #expect(reading.usage == TokenUsage([20, 20, 5, 0]))
        #expect(reading.flags == .cachedClamped)
    }

    @Test("Details may be null, absent, or of another shape")
    func details() throws {
        let figures = "\"prompt_tokens\":20,\"completion_tokens\":5,\"total_tokens\":25"
        for details in [
            "", ",\"prompt_tokens_details\":null,\"completion_tokens_details\":null",
            ",\"prompt_tokens_details\":{},\"completion_tokens_details\":[1]",
            ",\"prompt_tokens_details\":{\"cached_tokens\":null}",
        ] {
            let reading = try read("{\(figures)\(details)}")
            #expect(reading.usage == TokenUsage([20, 0, 5, 0]))
            #expect(reading.flags == [])
        }
    }

    @Test(
        "A count that is missing, negative, fractional or beyond 10⁹ makes the usage unreadable",
        arguments: [
            "{\"prompt_tokens\":20,\"total_tokens\":25}",
            "{\"prompt_tokens\":-1,\"completion_tokens\":5,\"total_tokens\":4}",
            "{\"prompt_tokens\":1.5,\"completion_tokens\":5}",
            "{\"prompt_tokens\":1000000001,\"completion_tokens\":5,\"total_tokens\":1000000006}",
            "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":5}",
            """
            {"prompt_tokens":20,"completion_tokens":5,"total_tokens":25,\
            "prompt_tokens_details":{"cached_tokens":-3}}
            """,
        ])
    func unreadable(json: String) throws {
        let reading = try read(json)
        #expect(reading.usage == nil)
        #expect(reading.flags == .unreadable)
        #expect(reading.raw == json)
    }

    @Test("A cost of zero or less means that none was reported")
    func unreportedCost() throws {
        for ticks: Int64 in [0, -1, -5_000] {
            let reading = try read(xai(12, 2, 1, 228, ticks: ticks))
            #expect(reading.reportedTicks == nil)
            #expect(reading.usage == TokenUsage([12, 2, 1, 228]))
            #expect(reading.flags == [])
        }
    }

    @Test("A cost that cannot be booked is flagged, and the tokens still count")
    func unreadableCost() throws {
        for cost in ["1.5", "9007199254740992", "99999999999999999999"] {
            let reading = try read(
                "{\"prompt_tokens\":1,\"completion_tokens\":1,\"cost_in_usd_ticks\":\(cost)}")
            #expect(reading.reportedTicks == nil)
            #expect(reading.flags == .costUnreadable)
            #expect(reading.usage == TokenUsage([1, 0, 1, 0]))
        }
    }

    @Test("Null, nothing, and an object without counts are absent usage")
    func absent() throws {
        #expect(try read("null") == UsageReading())
        let empty = try read("{}")
        #expect(empty.usage == nil && !empty.hasCounts && empty.flags.contains(.absent))
    }

    @Test("The object is kept byte for byte up to 8 kB; a larger one is not kept, and flagged")
    func raw() throws {
        let odd = "{ \"prompt_tokens\" : 20 ,\n\"completion_tokens\":5, \"x\":\"\\u00e9 é\" }"
        #expect(try read("  " + odd).raw == odd)
        let head = "{\"prompt_tokens\":20,\"completion_tokens\":5,\"x\":\""
        let fits = head + String(repeating: "x", count: 8_192 - head.count - 2) + "\"}"
        #expect(try read(fits).raw == fits)
        let tooLarge = try read(String(fits.dropLast(2)) + "x\"}")
        #expect(tooLarge.raw == nil)
        #expect(tooLarge.flags == .rawNotKept)
        #expect(tooLarge.usage == TokenUsage([20, 0, 5, 0]))
    }

    @Test("The last usage wins, but a known cost is not overwritten by a missing one")
    func superseding() throws {
        var reading = try read(xai(12, 2, 1, 100, ticks: 900))
        reading.supersede(with: try read("null"))
        #expect(reading.usage == TokenUsage([12, 2, 1, 100]))
        reading.supersede(with: try read(xai(12, 2, 1, 228, ticks: 0)))
        #expect(reading.usage == TokenUsage([12, 2, 1, 228]))
        #expect(reading.reportedTicks == Ticks(900))
        reading.supersede(with: try read(xai(12, 2, 2, 230, ticks: 950)))
        #expect(reading.usage == TokenUsage([12, 2, 2, 230]))
        #expect(reading.reportedTicks == Ticks(950))
        reading.supersede(with: try read("{\"cost_in_usd_ticks\":960}"))
        #expect(reading.usage == TokenUsage([12, 2, 2, 230]))
        #expect(reading.reportedTicks == Ticks(960))
    }
}

extension Price {
    fileprivate static func row(_ input: Int64, _ cached: Int64, _ output: Int64) -> Price {
        Price(
            book: "test", model: "m", inputTicks: input, cachedTicks: cached, outputTicks: output)
    }
}

extension TokenUsage {
    /// Prompt, cached, completion, reasoning.
    fileprivate init(_ counts: [Int]) {
        self.init(
            prompt: Int64(counts[0]), cached: Int64(counts[1]), completion: Int64(counts[2]),
            reasoning: Int64(counts[3]))
    }
}
