import Ledger
import LedgerStore
import Orchestration
import Testing
import XAISimulator

@testable import Agents

@Suite("A task that stopped")
struct StoppedTaskTests {
    private func submission(_ options: RunOptions) -> Submission {
        Submission(
            description: "Design a REST API", context: nil, outputFile: nil, options: options)
    }

    private func check(_ task: TaskID, _ fixture: RunFixture) throws {
        let divergence = try ReplayCheck.firstDivergence(
            in: fixture.history(task), ReplayCheck.Texts(in: fixture.log.reader))
        #expect(divergence == nil)
    }

    @Test("by a wish to stop: what is under way ends within its time, and nothing new begins")
    func grace() async throws {
        let fixture = try await RunFixture(SimulatorConfiguration(latencyMs: 300))
        let options = RunOptions(strategy: .sequential)
        let task = fixture.identifiers.task()
        let agent = try fixture.agent(task, options: options)
        fixture.observer.onRecorded { event in
            if event.type == SubtaskPlanned.type { agent.stop(graceMs: 60_000) }
        }
        let report = try await agent.run(submission(options))
        #expect(report.state.phase == .paused(.interrupted))
        #expect(report.total.unknown == 0)
        // The decomposition, and the first sub-task if it was under way.
        #expect((1...2).contains(report.total.answered))
        // A busy machine may have let a permit expire.
        #expect(report.total.answered + report.total.failed == report.total.attempts)
        #expect(report.state.open.isEmpty)
        try await fixture.close()
    }

    @Test("by a wish to stop: what takes longer is given up, with an outcome that nobody knows")
    func graceIsOver() async throws {
        let fixture = try await RunFixture(SimulatorConfiguration(latencyMs: 4_000))
        let options = RunOptions(strategy: .sequential)
        let task = fixture.identifiers.task()
        let agent = try fixture.agent(task, options: options)
        fixture.observer.onRecorded { event in
            guard event.type == AttemptStarted.type else { return }
            Task {
                // Until then the request has not left.
                while fixture.simulator.requests.isEmpty {
                    try await Task.sleep(for: .milliseconds(5))
                }
                agent.stop(graceMs: 50)
            }
        }
        let report = try await agent.run(submission(options))
        #expect(report.state.phase == .paused(.interrupted))
        #expect(report.total.unknown == 1)
        #expect(fixture.observer.stops >= 1)
        #expect(report.state.mayPayTwice.count == 1)
        fixture.observer.onRecorded { _ in }

        let held = try await fixture.agent(task, options: options)
            .resume(try fixture.history(task), holdsUnknown: true)
        #expect(held.state.phase == .paused(.outcomeUnknown))
        #expect(held.total.attempts == report.total.attempts)
        let resumed = try await fixture.agent(task, options: options)
            .resume(try fixture.history(task))
        #expect(resumed.status == "succeeded")
        try check(task, fixture)
        try await fixture.close()
    }

    @Test("by failures: a retry asks for these only, and a fork from any position replays")
    func retryAndFork() async throws {
        let fixture = try await RunFixture()
        var options = RunOptions(strategy: .sequential)
        options.models[.medium] = "grok-unheard-of"
        let task = fixture.identifiers.task()
        let before = try await fixture.run(task, options: options)
        #expect(before.status == "partial")
        let after = try await fixture.agent(task, options: options)
            .retry(try fixture.history(task), subtask: nil)
        #expect(after.status == "partial")
        for subtask in after.state.subtasks where subtask.hasResult {
            #expect(after.bySubtask[subtask.planned.subtask]?.attempts == 1)
        }
        try check(task, fixture)

        let history = try fixture.history(task)
        for event in history.dropFirst(8) where event.position % 5 == 0 {
            let origin = try #require(after.state.submitted)
            let fork = fixture.identifiers.task()
            var models = options
            models.models[.medium] = "grok-3-fast"
            let point = ForkOrigin(task: task, position: event.position, subtask: nil)
            let inherited = try fixture.log.reader.history(before: point)
            let known = TaskDecider.fold(inherited)
            guard let plan = known.plan, known.subtasks.count == plan.subtasks else { continue }
            let report = try await fixture.agent(fork, options: models).fork(
                TaskSubmitted(
                    task: fork, description: origin.description,
                    descriptionBytes: origin.descriptionBytes, context: origin.context,
                    contextBytes: origin.contextBytes, outputFile: nil, options: models,
                    forkedFrom: point), from: inherited, outputFile: nil)
            #expect(report.status == "succeeded")
            let asked = Set(report.attempts.map(\.started.attempt.call))
            #expect(asked.isDisjoint(with: report.state.inherited.map(\.call)))
            try check(fork, fixture)
        }
        #expect(
            fixture.observer.events.compactMap { try? Recorded($0).event }
                .reduce(Int64(0)) { sum, event in
                    guard case .attemptAnswered(let body) = event else { return sum }
                    return sum + (body.ticks?.count ?? 0)
                } == fixture.simulator.bill.ticks)
        try await fixture.close()
    }
}
