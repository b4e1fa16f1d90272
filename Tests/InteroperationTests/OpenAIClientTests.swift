import Testing

@Suite("The official client of the OpenAI API")
struct OpenAIClientTests {
    /// What `Parts/client.py` prints.
    private struct Report: Decodable {
        let models: [String]
        let plain: Answer
        let streamed: Stream
        let structured: Structured
        let wrongKey: Refused
        let exhausted: Refused
        let unknownModel: Refused
    }

    private struct Usage: Decodable, Equatable {
        struct Details: Decodable, Equatable {
            let reasoningTokens: Int
        }

        let promptTokens: Int
        let completionTokens: Int
        let totalTokens: Int
        let completionTokensDetails: Details
        let costInUsdTicks: Int64
    }

    private struct Answer: Decodable {
        let id: String
        let requestId: String
        let model: String
        let text: String
        let finishReason: String
        let usage: Usage
    }

    private struct Stream: Decodable {
        let text: String
        let finishReason: String
        let usage: Usage
        let chunks: Int
    }

    private struct Structured: Decodable {
        let isForest: Bool
        let trees: Int
        let ticks: Int64
    }

    private struct Refused: Decodable {
        let type: String
        let status: Int
        let text: String
    }

    private struct Bill: Decodable {
        struct Sum: Decodable {
            let attempts: Int
            let ticks: Int64
            let refused: Int
        }

        let total: Sum
    }

    @Test("It completes chats against the simulator: plain, streamed and with a schema")
    func chats() async throws {
        let python = try Parts.python("python")
        try await Workplace.with { place in
            try await place.simulating { address in
                let report = try await place.json(
                    Report.self, "\(python) \(Parts.file("client.py")) \(address)")
                check(report)
                let bill = try await place.json(
                    Bill.self, "curl -sS \(address.dropLast(3))/_simulator/bill")
                let ticks = report.plain.usage.costInUsdTicks * 2 + report.structured.ticks
                #expect(bill.total.ticks == ticks)
                #expect(bill.total.attempts == 3 && bill.total.refused == 3)
            }
        }
    }

    private func check(_ report: Report) {
        for model in ["grok-3-fast", "grok-4", "grok-code-fast-1"] {
            #expect(report.models.contains(model))
        }
        let plain = report.plain
        #expect(plain.model == "grok-4" && !plain.id.isEmpty && !plain.requestId.isEmpty)
        #expect(!plain.text.isEmpty && plain.finishReason == "stop")
        let usage = plain.usage
        let reasoning = usage.completionTokensDetails.reasoningTokens
        #expect(usage.promptTokens > 0 && usage.completionTokens > 0 && reasoning > 0)
        #expect(usage.totalTokens == usage.promptTokens + usage.completionTokens + reasoning)
        #expect(usage.costInUsdTicks == Int64(usage.totalTokens) * 150_000)
        let streamed = report.streamed
        #expect(streamed.text == plain.text && streamed.usage == usage)
        #expect(streamed.finishReason == "stop" && streamed.chunks > 3)
        #expect(report.structured.isForest && report.structured.trees > 0)
        #expect(report.wrongKey.type == "BadRequestError" && report.wrongKey.status == 400)
        #expect(report.wrongKey.text.contains("Incorrect API key"))
        #expect(report.exhausted.type == "RateLimitError" && report.exhausted.status == 429)
        #expect(report.exhausted.text.contains("credits"))
        #expect(report.unknownModel.type == "NotFoundError" && report.unknownModel.status == 404)
    }
}
