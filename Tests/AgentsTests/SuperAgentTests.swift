import Ledger
import LedgerStore
import Orchestration
import Synchronization
import Testing
import XAISimulator

@testable import Agents

@Suite("A super agent")
struct SuperAgentTests {
    @Test(
        "carries a task to its end under every strategy and every routing",
        arguments: Strategy.allCases, Routing.allCases)
    func wholeRun(strategy: Strategy, routing: Routing) async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let report = try await fixture.run(
            task,
            options: RunOptions(strategy: strategy, routing: routing, savesDocument: true))
        #expect(report.status == "succeeded")
        #expect(report.document != nil)
        #expect(report.total.cost.isComplete)
        #expect(report.total.cost.settled == Ticks(fixture.simulator.bill.ticks))
        #expect(TaskReport(try fixture.history(task)) == report)
        #expect(!fixture.observer.text.isEmpty)
        try await fixture.close()
    }

    @Test("records nothing and sends nothing of a text that holds the key of an account")
    func keyInText() async throws {
        let fixture = try await RunFixture()
        let before = try fixture.log.reader.head()
        let keys = ["xai-first-CANARY", "xai-second-CANARY"]
        for (text, account) in zip(keys, ["account-1", "account-2"]) {
            let task = fixture.identifiers.task()
            let agent = try fixture.agent(task, keys: keys)
            let expected = KeyInTextError(text: "context", account: account)
            #expect(!expected.description.contains("CANARY"))
            await #expect(throws: expected) {
                try await agent.run(
                    Submission(
                        description: "Read this", context: "API_KEY=\(text)\n", outputFile: nil,
                        options: RunOptions()))
            }
        }
        #expect(try fixture.log.reader.head() == before)
        #expect(fixture.simulator.requests.isEmpty)
        try await fixture.close()
    }

    @Test("records the start of every attempt before its request arrives")
    func intentFirst() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let report = try await fixture.run(task)
        let arrivals = fixture.simulator.requests.map(\.arrivedAtUs)
        // On a busy machine a permit may expire: such an attempt was never sent.
        let sent = report.attempts.filter {
            guard case .attemptFailed(let body)? = $0.outcome else { return true }
            return body.reason != .permitExpired
        }
        let starts = sent.map(\.startedAt.microseconds)
        #expect(arrivals.count == starts.count)
        for (start, arrival) in zip(starts.sorted(), arrivals.sorted()) {
            #expect(start <= arrival)
        }
        try await fixture.close()
    }

    @Test("waits for a free account instead of failing, and waiting is not an attempt")
    func limit() async throws {
        let fixture = try await RunFixture()
        let report = try await fixture.run(
            fixture.identifiers.task(), keys: ["xai-only"],
            options: RunOptions(windowRequests: 3, windowMs: 2_500))
        #expect(report.status == "succeeded")
        #expect(fixture.observer.waits > 0)
        // Whatever brought no answer was granted, but came too late to be sent.
        for attempt in report.attempts {
            guard case .attemptFailed(let body) = attempt.outcome else { continue }
            #expect(body.reason == .permitExpired)
        }
        #expect(fixture.simulator.requests.count == report.total.answered)
        try await fixture.close()
    }

    @Test(
        "looks again when the time to ask has come while it was looking elsewhere",
        .timeLimit(.minutes(1)), arguments: 1...4)
    func starved(seed: UInt64) async throws {
        let skippedMs = Mutex<Int64>(0)
        let clock = LedgerClock {
            let reading = LedgerClock.system.read()
            let ms = skippedMs.withLock { $0 }
            return LedgerClock.Reading(
                wall: reading.wall.advanced(milliseconds: ms),
                sinceBootMicroseconds: reading.sinceBootMicroseconds + ms * 1_000)
        }
        let fixture = try await RunFixture(
            SimulatorConfiguration(seed: seed, errorRate: 0.5), clock: clock)
        // After a failure was recorded the process gets no processor for a while.
        fixture.observer.onRecorded { event in
            guard event.type == AttemptFailed.type || event.type == AttemptOutcomeUnknown.type
            else { return }
            skippedMs.withLock { $0 += 60_000 }
        }
        let report = try await fixture.run(
            fixture.identifiers.task(), options: RunOptions(strategy: .sequential))
        #expect(skippedMs.withLock { $0 } > 0, "seed \(seed)")
        #expect(report.state.phase != .running, "seed \(seed)")
        try await fixture.close()
    }

    @Test("goes on with the other account when one key is refused, and says so in the log")
    func failover() async throws {
        let fixture = try await RunFixture()
        let report = try await fixture.run(
            fixture.identifiers.task(), keys: ["xai-wrong", "xai-right"])
        #expect(report.status == "succeeded")
        #expect(fixture.observer.events.contains { $0.type == AccountDisabled.type })
        #expect(report.byAccount["account-1"]?.answered == 0)
        try await fixture.close()
    }

    @Test(
        "pauses when no account is left",
        arguments: [
            (["xai-wrong-1", "xai-wrong-2"], PauseReason.credentialsRefused),
            (["xai-exhausted", "xai-wrong"], PauseReason.accountsDisabled),
        ])
    func noAccount(keys: [String], reason: PauseReason) async throws {
        let fixture = try await RunFixture()
        let report = try await fixture.run(fixture.identifiers.task(), keys: keys)
        #expect(report.state.phase == .paused(reason))
        #expect(report.total.cost.settled == .zero)
        try await fixture.close()
    }

    @Test("stops when interrupted, and a resumption repeats no answered call")
    func interruption() async throws {
        let fixture = try await RunFixture(SimulatorConfiguration(latencyMs: 150))
        let task = fixture.identifiers.task()
        let agent = try fixture.agent(task, options: RunOptions(strategy: .sequential))
        fixture.observer.onRecorded { event in
            if event.type == SubtaskFinished.type { agent.interrupt() }
        }
        let paused = try await agent.run(
            Submission(
                description: "Design a REST API", context: nil, outputFile: nil,
                options: RunOptions(strategy: .sequential)))
        #expect(paused.state.phase == .paused(.interrupted))
        #expect(paused.state.open.isEmpty)
        fixture.observer.onRecorded { _ in }
        let answered = paused.total.answered
        let resumed = try await fixture.agent(task, options: paused.state.options)
            .resume(try fixture.history(task))
        #expect(resumed.status == "succeeded")
        #expect(resumed.resumptions.first?.callsReused == answered)
        var seen: Set<Call> = []
        for attempt in resumed.attempts {
            guard case .attemptAnswered(let body) = attempt.outcome else { continue }
            #expect(seen.insert(body.attempt.call).inserted)
        }
        try await fixture.close()
    }

    @Test("gets a valid plan out of a model that makes wrong ones", arguments: 1...6)
    func planRepair(seed: UInt64) async throws {
        let fixture = try await RunFixture(SimulatorConfiguration(seed: seed, badPlanRate: 0.6))
        let task = fixture.identifiers.task()
        let report = try await fixture.run(task)
        let refusals = report.state.refusedPlans.count
        #expect(
            report.status == "succeeded" || refusals == Limits.planRepairsMax + 1, "seed \(seed)")
        #expect(report.total.cost.settled == Ticks(fixture.simulator.bill.ticks), "seed \(seed)")
        try await fixture.close()
    }

    @Test("stops a role at once whose model the provider does not know, and disables nothing")
    func unknownModel() async throws {
        let fixture = try await RunFixture()
        var options = RunOptions(strategy: .parallel)
        options.models[.medium] = "grok-unheard-of"
        let report = try await fixture.run(fixture.identifiers.task(), options: options)
        let medium = report.state.subtasks.filter { $0.role == .medium }
        #expect(!medium.isEmpty)
        #expect(medium.allSatisfy { $0.status == .failed(.unknownModel) })
        #expect(!fixture.observer.events.contains { $0.type == AccountDisabled.type })
        try await fixture.close()
    }

    @Test(
        "keeps what it settles within the provider's bill, whatever goes wrong", arguments: 1...4)
    func faults(seed: UInt64) async throws {
        let fixture = try await RunFixture(
            SimulatorConfiguration(
                seed: seed, errorRate: 0.15, cutRate: 0.1, unreportedRate: 0.3))
        let report = try await fixture.run(fixture.identifiers.task())
        let cost = report.total.cost
        let bill = Ticks(fixture.simulator.bill.ticks)
        #expect(cost.settled <= bill, "seed \(seed)")
        #expect(bill.count <= cost.settled.count + cost.inDoubtTicksMax.count, "seed \(seed)")
        if cost.isComplete { #expect(cost.settled == bill, "seed \(seed)") }
        try await fixture.close()
    }
}
