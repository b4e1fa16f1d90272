import Foundation
import Testing
import XAISimulator

@Suite("The simulator's bill")
struct BillTests {
    /// Ticks per token: prompt, cached, completion; written down here once more on purpose.
    private static let prices: [String: (Int64, Int64, Int64)] = [
        "grok-code-fast-1": (50_000, 50_000, 50_000), "grok-3-fast": (80_000, 80_000, 80_000),
        "grok-4": (150_000, 150_000, 150_000), "grok-3": (30_000, 7_500, 150_000),
        "grok-3-mini": (3_000, 750, 5_000), "grok-4-fast": (2_000, 500, 5_000),
        "grok-4-1-fast": (2_000, 500, 5_000), "grok-4-1-fast-non-reasoning": (2_000, 500, 5_000),
        "grok-4.7": (20_000, 5_000, 60_000), "grok-4.6": (20_000, 5_000, 60_000),
        "grok-4.5": (20_000, 3_000, 60_000), "grok-4.3": (12_500, 2_000, 25_000),
        "grok-4.20": (12_500, 2_000, 25_000), "grok-build-0.1": (10_000, 2_000, 20_000),
    ]

    private static func ticks(_ usage: UsageBody, model: String) throws -> Int64 {
        let price = try #require(prices[model])
        let cached = Int64(usage.promptTokensDetails.cachedTokens)
        let produced =
            Int64(usage.completionTokens + usage.completionTokensDetails.reasoningTokens)
        return (Int64(usage.promptTokens) - cached) * price.0 + cached * price.1
            + produced * price.2
    }

    @Test("The bill is the sum of what every answer says it costs, by key and model and in total")
    func arithmetic() async throws {
        struct Row: Hashable {
            let key: String
            let model: String
        }
        var random = TestRandom("arithmetic of the bill")
        try await withSimulator(.init(seed: random.next(), errorRate: 0.2)) { simulator, _ in
            var attempts: [Row: Int] = [:]
            var ticks: [Row: Int64] = [:]
            var refused: [Row: Int] = [:]
            for number in 1...300 {
                let key = ["key-of-account-1111", "key-of-account-2222"][number % 2]
                let model = try #require(Self.prices.keys.sorted().randomElement(using: &random))
                let body = ChatBody(random.text(words: 1...50), model: model)
                let response = try await Client(simulator.port, key: key).chat(body)
                let row = Row(key: "…" + key.suffix(4), model: model)
                guard response.status == 200 else {
                    refused[row, default: 0] += 1
                    continue
                }
                let completion: Completion = try response.decoded()
                let cost = try Self.ticks(completion.usage, model: model)
                #expect(completion.usage.costInUsdTicks == cost, "seed \(random.seed)")
                attempts[row, default: 0] += 1
                ticks[row, default: 0] += cost
            }
            let bill = try await Client(simulator.port).bill()
            for row in bill.byKeyAndModel {
                let expected = Row(key: row.key, model: row.model)
                #expect(row.attempts == attempts[expected, default: 0], "seed \(random.seed)")
                #expect(row.ticks == ticks[expected, default: 0], "seed \(random.seed)")
                #expect(row.refused == refused[expected, default: 0], "seed \(random.seed)")
            }
            #expect(bill.total.attempts == attempts.values.reduce(0, +))
            #expect(bill.total.ticks == ticks.values.reduce(0, +))
            #expect(bill.total.refused == refused.values.reduce(0, +))
            #expect(bill.total.attempts + bill.total.refused == 300)
            #expect(simulator.requests.map(\.ticks).reduce(0, +) == bill.total.ticks)
        }
    }

    @Test("The three seed models cost $0.005, $0.008 and $0.015 per 1,000 tokens of any kind")
    func seedModels() async throws {
        try await withSimulator { _, client in
            for (model, price) in [
                ("grok-code-fast-1", 50_000), ("grok-3-fast", 80_000), ("grok-4", 150_000),
            ] {
                let usage = try await client.complete(ChatBody("Flat", model: model)).usage
                #expect(usage.costInUsdTicks == Int64(usage.totalTokens * price))
            }
        }
    }

    @Test("From 200,000 prompt tokens on, the models of November 2026 cost double throughout")
    func longContext() async throws {
        try await withSimulator { _, client in
            for (words, factor) in [(159_990, Int64(1)), (160_000, 2)] {
                let text = String(repeating: "word ", count: words)
                let completion = try await client.complete(ChatBody(text, model: "grok-4.3"))
                let single = try Self.ticks(completion.usage, model: "grok-4.3")
                #expect(completion.usage.costInUsdTicks == single * factor)
            }
        }
    }

    @Test("A request is billed before its latency has passed, even if its client dies meanwhile")
    func clientDies() async throws {
        try await withSimulator(.init(latencyMs: 60_000)) { simulator, _ in
            do {
                let connection = try RawConnection(port: simulator.port)
                connection.send(ChatBody("Never to be read", stream: true))
                while simulator.bill.attempts == 0 { await Task.yield() }
            }
            #expect(simulator.bill.attempts == 1)
            #expect(simulator.bill.ticks > 0)
            #expect(simulator.requests[0].ticks == simulator.bill.ticks)
            #expect(simulator.requests[0].finishedAtUs == nil)
        }
    }

    @Test("Rows and totals of one reading always agree, while requests are being billed")
    func consistent() async throws {
        try await withSimulator(.init(errorRate: 0.3)) { simulator, client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        let client = Client(simulator.port, key: "key-of-worker-\(worker)")
                        for number in 0..<25 {
                            _ = try await client.chat(ChatBody("\(worker) \(number)"))
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<50 {
                        let bill = try await client.bill()
                        let rows = bill.byKeyAndModel
                        #expect(rows.map(\.ticks).reduce(0, +) == bill.total.ticks)
                        #expect(rows.map(\.attempts).reduce(0, +) == bill.total.attempts)
                        #expect(rows.map(\.refused).reduce(0, +) == bill.total.refused)
                    }
                }
                try await group.waitForAll()
            }
            #expect(simulator.bill.attempts + simulator.bill.refused == 200)
        }
    }

    @Test("The list of models shows the prices that are billed, in ticks per token")
    func priceList() async throws {
        struct List: Decodable {
            struct Model: Decodable {
                let id: String
                let promptTextTokenPrice: Int64
                let cachedPromptTextTokenPrice: Int64
                let completionTextTokenPrice: Int64
                let completionTextTokenPriceLongContext: Int64
                let longContextThreshold: Int
                let aliases: [String]
            }
            let models: [Model]
        }
        struct Models: Decodable {
            struct Model: Decodable {
                let id: String
                let object: String
                let ownedBy: String
            }
            let object: String
            let data: [Model]
        }
        try await withSimulator { _, client in
            let list: List = try await client.get("/v1/language-models").decoded()
            let models: Models = try await client.get("/v1/models").decoded()
            #expect(models.object == "list")
            #expect(models.data.map(\.id) == list.models.map(\.id))
            for model in models.data {
                let alone: Models.Model = try await client.get("/v1/models/\(model.id)").decoded()
                #expect(alone.id == model.id && alone.object == "model")
            }
            let alias: Models.Model = try await client.get("/v1/models/grok-4-fast-reasoning")
                .decoded()
            #expect(alias.id == "grok-4-fast")
            #expect(try await client.get("/v1/models/grok-9").status == 404)
            #expect(try await client.get("/v1/models/grok-4", headers: [:]).status == 401)
            for model in list.models {
                let price = try #require(Self.prices[model.id])
                #expect(model.promptTextTokenPrice == price.0)
                #expect(model.cachedPromptTextTokenPrice == price.1)
                #expect(model.completionTextTokenPrice == price.2)
                let factor: Int64 = model.longContextThreshold == 0 ? 1 : 2
                #expect(model.completionTextTokenPriceLongContext == price.2 * factor)
            }
            let long = list.models.filter { $0.longContextThreshold == 200_000 }.map(\.id)
            #expect(long.contains("grok-4.7") && !long.contains("grok-4"))
        }
    }
}
