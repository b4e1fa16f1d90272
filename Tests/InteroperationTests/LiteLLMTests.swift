import TestSupport
import Testing

@Suite("LiteLLM's proxy")
struct LiteLLMTests {
    private static let prices: [String: Int64] = ["grok-code-fast-1": 50_000, "grok-4": 150_000]

    /// Serves the proxy of `Parts/litellm.yaml` beside `body`, with the environment of a run.
    private func proxy(
        _ place: Workplace, _ body: (_ environment: String) async throws -> Void
    ) async throws {
        let server = try Parts.python("litellm")
        let command = """
            LITELLM_LOCAL_MODEL_COST_MAP=True exec \(server) --telemetry False \
            --config \(Parts.file("litellm.yaml")) --host 127.0.0.1 --port 0
            """
        try await place.serving(command, secondsMax: 120) { line in
            line.firstMatch(of: #/Uvicorn running on (http://127\.0\.0\.1:\d+)/#).map {
                String($0.1)
            }
        } _: { address in
            try await body("GROK_API_KEY=sk-a-key-of-the-proxy GROK_BASE_URL=\(address)/v1")
        }
    }

    @Test("A live run over it succeeds, costs what the price book says, and can be verified")
    func wholeRun() async throws {
        try await Workplace.with { place in
            try await proxy(place) { environment in
                let run = try await place.json(
                    RunResult.self, "\(environment) grok orchestrate run 'A library' --json")
                #expect(run.status == "succeeded")
                #expect(run.subtasks.map(\.id) == ["schema", "api"])
                #expect(run.subtasks.map(\.model) == ["grok-code-fast-1", "grok-4"])
                #expect(run.result == "Two endpoints, and the tables behind them.")
                for subtask in run.subtasks {
                    #expect(subtask.status == "completed" && subtask.tokens > 0)
                    let price = Self.prices[subtask.model, default: 0]
                    #expect(subtask.ticks == subtask.tokens * price)
                }
                #expect(run.cost.label == "computed")
                try await checkBooks(place, run)
                try await checkUnknownModel(place, environment)
            }
        }
    }

    private func checkBooks(_ place: Workplace, _ run: RunResult) async throws {
        let cost = try await place.json(CostReport.self, "grok ledger cost --json")
        #expect(cost.total.attempts == 4 && cost.total.ticks == run.cost.ticks)
        #expect(cost.total.label == "computed" && cost.inDoubt.attempts == 0)
        let shown = try await place.output("grok ledger cost --by-model")
        #expect(shown.contains { $0.contains("grok-3-fast") && $0.contains("~$") })
        let report = try await place.output("grok ledger replay latest --report --quiet")
        #expect(report.contains { $0.hasPrefix("Total cost:") && $0.contains("~$") })
        #expect(report.contains("Two endpoints, and the tables behind them."))
        _ = try await place.output("grok ledger verify")
    }

    /// Its words for it are its own.
    private func checkUnknownModel(_ place: Workplace, _ environment: String) async throws {
        let result = try await place.run(
            "\(environment) grok orchestrate run x --model simple=grok-9 --home unknown")
        #expect(result.status == 1)
        #expect(result.errors.contains { $0.contains("--model simple=") })
        #expect(!result.errors.contains { $0.contains("disabled") })
    }
}
