import Ledger
import LedgerStore
import Orchestration
import Testing
import XAISimulator

@testable import Agents

@Suite("A run under a cap")
struct BudgetTests {
    /// What the decomposition of the fixture's task holds at least, and a little more.
    private static func usd(_ text: String) -> Ticks { Ticks(usd: text)! }

    /// At every start: what was settled and held, with the hold, is within the cap.
    private func checkGrants(_ history: [Recorded]) {
        var state = TaskDecider.initial
        for event in history {
            TaskDecider.evolve(&state, event)
            guard case .attemptStarted(let body) = event.event, let cap = state.costMax else {
                continue
            }
            #expect(state.spending.total <= cap)
            #expect(body.caps?.run == cap)
        }
    }

    @Test("pauses before its first request when not even that fits, and says how much it needs")
    func nothingFits() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let report = try await fixture.run(
            task, options: RunOptions(costMax: Self.usd("0.01")))
        #expect(report.state.phase == .paused(.budget))
        #expect(fixture.simulator.requests.isEmpty)
        let reached = try #require(report.state.budgetReached)
        #expect(reached.scope == .run)
        #expect(reached.settledTicks == .zero)
        #expect(try #require(reached.holdTicks) > Self.usd("0.01"))
        try await fixture.close()
    }

    @Test(
        "finishes what is under way, keeps every hold within the cap, and goes on with another",
        arguments: ["0.60", "0.90", "1.10"])
    func pausesAndGoesOn(cap: String) async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let report = try await fixture.run(
            task, options: RunOptions(costMax: Self.usd(cap)))
        #expect(report.state.phase == .paused(.budget))
        #expect(report.total.answered > 0)
        #expect(report.total.cost.inDoubtAttempts == 0)
        #expect(report.total.cost.settled == Ticks(fixture.simulator.bill.ticks))
        let before = fixture.simulator.requests.count
        let resumed = try await fixture.agent(task).resume(
            try fixture.history(task), costMax: Self.usd("20.00"))
        #expect(resumed.status == "succeeded")
        #expect(resumed.state.costMax == Self.usd("20.00"))
        #expect(resumed.total.cost.settled == Ticks(fixture.simulator.bill.ticks))
        #expect(resumed.state.spending.settled == resumed.total.cost.settled)
        #expect(resumed.state.spending.held == .zero)
        #expect(fixture.simulator.requests.count > before)
        let history = try fixture.history(task)
        checkGrants(history)
        #expect(try ReplayCheck.firstDivergence(in: history, .init(in: fixture.log.reader)) == nil)
        #expect(TaskReport(history) == resumed)
        try await fixture.close()
    }

    @Test("merges what there is when a cap stops it, if the merge fits, and later all of it")
    func mergesWhatThereIs() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        // A sub-task that never fits, beside one that does: its model's answers may be long.
        let models = ModelChoice(
            decomposition: "grok-3-fast", simple: "grok-code-fast-1", medium: "grok-4",
            complex: "grok-4", aggregation: "grok-code-fast-1")
        let report = try await fixture.run(
            task,
            options: RunOptions(strategy: .parallel, models: models, costMax: Self.usd("0.60")))
        #expect(report.state.phase == .paused(.budget))
        #expect(report.state.interim != nil)
        #expect(report.state.finished == nil)
        let resumed = try await fixture.agent(task).resume(
            try fixture.history(task), costMax: Self.usd("20.00"))
        #expect(resumed.status == "succeeded")
        let history = try fixture.history(task)
        checkGrants(history)
        #expect(try ReplayCheck.firstDivergence(in: history, .init(in: fixture.log.reader)) == nil)
        try await fixture.close()
    }

    @Test("obeys the cap of the day, which runs share")
    func day() async throws {
        let fixture = try await RunFixture()
        let first = try await fixture.run(fixture.identifiers.task())
        #expect(first.status == "succeeded")
        let caps = Caps(day: first.total.cost.settled)
        let second = try await fixture.run(fixture.identifiers.task(), caps: caps)
        #expect(second.state.phase == .paused(.budget))
        #expect(second.state.budgetReached?.scope == .day)
        #expect(second.state.budgetReached?.settledTicks == first.total.cost.settled)
        try await fixture.close()
    }

    @Test("leaves an account alone that is at its cap, and uses the others")
    func account() async throws {
        let fixture = try await RunFixture()
        let caps = Caps(accounts: ["account-1": Caps.Account(day: Self.usd("0.10"))])
        let report = try await fixture.run(fixture.identifiers.task(), caps: caps)
        #expect(report.status == "succeeded")
        #expect(report.byAccount["account-1"] == nil)
        let none = Caps(accounts: [
            "account-1": Caps.Account(total: .zero), "account-2": Caps.Account(total: .zero),
        ])
        let other = try await fixture.run(fixture.identifiers.task(), caps: none)
        #expect(other.state.phase == .paused(.budget))
        #expect(other.state.budgetReached?.scope == .account)
        #expect(other.state.budgetReached?.account == "account-1")
        try await fixture.close()
    }

    @Test("sends nothing to a model without a price")
    func unpriced() async throws {
        let fixture = try await RunFixture()
        var models = ModelChoice.documented
        models.decomposition = "grok-unheard-of"
        let report = try await fixture.run(
            fixture.identifiers.task(),
            options: RunOptions(models: models, costMax: Self.usd("100.00")))
        #expect(report.state.phase == .paused(.budget))
        #expect(report.state.budgetReached?.holdTicks == nil)
        #expect(fixture.simulator.requests.isEmpty)
        try await fixture.close()
    }
}
