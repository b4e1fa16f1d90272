import Ledger
import LedgerStore
import Orchestration
import Testing
import XAISimulator

@testable import Agents

@Suite("A run that is served by another model")
struct ServedModelTests {
    /// An alias: the simulator answers as `grok-4-fast`.
    private static let models = ModelChoice(
        decomposition: "grok-3-fast", simple: "grok-4-fast-reasoning",
        medium: "grok-4-fast-reasoning", complex: "grok-4-fast-reasoning",
        aggregation: "grok-4")

    @Test("succeeds, unless it is strict: then it fails, and every answer is billed")
    func strict() async throws {
        let fixture = try await RunFixture()
        let lenient = try await fixture.run(
            fixture.identifiers.task(), options: RunOptions(models: Self.models))
        #expect(lenient.status == "succeeded")
        let task = fixture.identifiers.task()
        let strict = try await fixture.run(
            task, options: RunOptions(models: Self.models, strictModel: true))
        #expect(strict.state.phase == .failed(.allSubtasksFailed, .otherModel))
        #expect(strict.total.failed == 0)
        let settled = try lenient.total.cost.settled.adding(strict.total.cost.settled)
        #expect(settled == Ticks(fixture.simulator.bill.ticks))
        let history = try fixture.history(task)
        #expect(try ReplayCheck.firstDivergence(in: history, .init(in: fixture.log.reader)) == nil)
        try await fixture.close()
    }

    @Test("A run that may not wait pauses at once, and says until when the accounts are busy")
    func noWait() async throws {
        let fixture = try await RunFixture()
        let report = try await fixture.run(
            fixture.identifiers.task(), keys: ["xai-only"],
            options: RunOptions(windowRequests: 1, waitMsMax: 0))
        #expect(report.state.phase == .paused(.waitLimit))
        let now = fixture.identifiers.now()
        #expect(try #require(report.state.pausedUntil) > now)
        try await fixture.close()
    }
}
