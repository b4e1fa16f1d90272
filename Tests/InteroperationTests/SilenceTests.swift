import Foundation
import Testing

/// No timeout that somebody forgot ends a request whose answer is long in coming.
@Suite("Answers that begin late")
struct SilenceTests {
    private static let isLong = ProcessInfo.processInfo.environment["GROK_LONG_TESTS"] == "1"

    @Test("A run whose every answer begins after 20 seconds succeeds, and asks nothing twice")
    func seconds() async throws {
        try await wait(seconds: 20)
    }

    @Test(
        "A run whose every answer begins after 3 minutes succeeds, and asks nothing twice",
        .enabled(if: isLong, "It takes 9 minutes; GROK_LONG_TESTS=1 runs it."))
    func minutes() async throws {
        try await wait(seconds: 180)
    }

    private func wait(seconds: Int) async throws {
        try await Workplace.with { place in
            try place.write(
                "plan.json",
                #"{"subtasks":[{"id":"a","description":"Think","complexity":"complex"}]}"#)
            let options = "--plan plan.json --latency-ms \(seconds * 1_000)"
            try await place.simulating(options) { address in
                let run = try await place.json(
                    RunResult.self,
                    "GROK_BASE_URL=\(address) grok orchestrate run x --simulate --json",
                    secondsMax: 3 * seconds + 60)
                #expect(run.status == "succeeded" && run.result?.isEmpty == false)
                // The plan comes whole; the other two answers are streamed.
                #expect(run.durationMs >= 3_000 * seconds)
                let cost = try await place.json(
                    CostReport.self, "grok ledger cost --simulate --json")
                #expect(cost.total.attempts == 3 && cost.inDoubt.attempts == 0)
            }
        }
    }
}
