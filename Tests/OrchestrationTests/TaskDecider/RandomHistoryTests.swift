import Ledger
import Orchestration
import Testing

@Suite("Random histories")
struct RandomHistoryTests {
    @Test("At every moment, what the fold is owed is what a live process has outstanding")
    func owedIsOutstanding() {
        var random = SeededGenerator("what is owed")
        for _ in 0..<150 {
            var world = SimulatedWorld(&random)
            for _ in 0..<60 where !world.isFinished {
                world.step()
                check(world)
            }
            #expect(TaskDecider.fold(world.history.events) == world.history.state)
        }
    }

    @Test("The random histories meet every event of a task, every phase and every kind of failure")
    func coverage() {
        var random = SeededGenerator(seed: 20_261_122)
        var types: Set<String> = []
        var phases: Set<String> = []
        var verdicts: Set<String> = []
        for _ in 0..<250 {
            var world = SimulatedWorld(&random)
            for _ in 0..<80 where !world.isFinished {
                world.step()
                phases.insert("\(world.history.state.phase)".filter { $0 != "." })
            }
            for event in world.history.events.map(\.event) {
                types.insert(event.type)
                if case .subtaskFailed(let body) = event { verdicts.insert("\(body.attempts)") }
                if case .taskPaused(let body) = event { verdicts.insert(body.reason.rawValue) }
            }
            if world.history.state.aggregation.count > 2 { verdicts.insert("rounds") }
        }
        let ofOthers = [
            "ledger-", "clock-", "account-", "checkpoint-", "content-", "price-", "cost-",
        ]
        let expected = Event.knownTypes.filter { type in
            !ofOthers.contains { type.hasPrefix($0) }
        }
        // What people decide afterwards has random histories of its own.
        let afterwards = Set(AfterwardsTests.types)
        #expect(types == Set(expected).subtracting(afterwards))
        for phase in [
            "running", "paused", "planInvalid", "decompositionFailed", "allSubtasksFailed",
            "aggregationFailed", "succeeded", "partial",
        ] {
            #expect(phases.contains { $0.contains(phase) }, "no history was ever \(phase)")
        }
        #expect(verdicts.isSuperset(of: ["0", "1", "4", "provider-unreachable", "rounds"]))
    }

    @Test("It stays so when people resolve, hold, cancel, retry and fork")
    func owedAfterwards() {
        var random = SeededGenerator("afterwards")
        var types: Set<String> = []
        for _ in 0..<200 {
            var world = SimulatedWorld(&random)
            for _ in 0..<70 {
                world.stepOrDecide()
                check(world)
            }
            if var fork = world.forked() {
                for _ in 0..<50 {
                    check(fork)
                    fork.stepOrDecide()
                }
                types.formUnion(fork.history.events.map(\.event.type))
            }
            types.formUnion(world.history.events.map(\.event.type))
            #expect(TaskDecider.fold(world.history.events) == world.history.state)
        }
        #expect(types.isSuperset(of: AfterwardsTests.types))
    }

    private func check(_ world: SimulatedWorld) {
        let history = world.history
        let owed = TaskDecider.owed(history.state)
        let settling = owed.compactMap { effect -> EventID? in
            guard case .settle(let attempt) = effect else { return nil }
            return attempt
        }
        #expect(Set(settling) == Set(world.inFlight.keys))
        #expect(owed == Oracle(events: history.events).owed)
        // Every history ends, or says what it waits for.
        #expect(history.state.phase != .running || !owed.isEmpty)
        checkDue(history, owed)
    }

    private func checkDue(_ history: History, _ owed: [Effect]) {
        let asks = owed.compactMap { effect -> (call: Call, notBefore: Timestamp)? in
            guard case .ask(let call, let notBefore) = effect else { return nil }
            return (call, notBefore ?? history.now)
        }
        let now = history.now
        let due = asks.filter { $0.notBefore <= now }.map(\.call)
        for limit in [0, 1, 2, 100] {
            #expect(
                TaskDecider.due(history.state, at: now, limit: limit) == Array(due.prefix(limit)))
        }
        let later = asks.map(\.notBefore).filter { $0 > now }.min()
        #expect(TaskDecider.nextDue(history.state, after: now) == later)
    }

    @Test("Whatever has happened, a task that goes well from then on ends, and its end is true")
    func everyHistoryEnds() {
        var random = SeededGenerator("endings")
        for _ in 0..<150 {
            var world = SimulatedWorld(&random)
            for _ in 0..<Int.random(in: 0...80, using: &random) where !world.isFinished {
                world.step()
            }
            world.finish()
            checkEnd(world.history)
            checkBooks(world.history.events)
        }
    }

    private func checkEnd(_ history: History) {
        var outcomes: [AnswerOutcome] = []
        // Of the results as they are at the end; one that came later was not in an earlier merge.
        var merges: [AnswerOutcome] = []
        var subtasks = 0
        for recorded in history.events {
            switch recorded.event {
            case .attemptAnswered(let body) where body.attempt.call.kind == .subtask:
                outcomes.append(body.outcome)
            case .attemptAnswered(let body) where body.attempt.call.kind == .aggregation:
                merges.append(body.outcome)
            case .subtaskFinished: merges = []
            case .planAdopted(let body): subtasks = body.subtasks
            default: break
            }
        }
        let finished = history.events.filter { $0.event.type == SubtaskFinished.type }.count
        let isWhole = finished == subtasks && (outcomes + merges).allSatisfy { $0 == .complete }
        #expect(history.state.phase == .finished(isWhole ? .succeeded : .partial))
        let saved = history.events.filter { $0.event.type == DocumentSaved.type }.count
        #expect(saved == (history.state.options.savesDocument ? 1 : 0))
        #expect(history.events.last?.event.type == TaskFinished.type)
    }

    /// Attempts are numbered from 1 within their call, one at a time; each has one end; no call is
    /// answered twice.
    private func checkBooks(_ events: [Recorded]) {
        var started: [Call: Int] = [:]
        var open: [Call: EventID] = [:]
        var answered: Set<Call> = []
        for recorded in events {
            if case .attemptStarted(let body) = recorded.event {
                let call = body.attempt.call
                started[call, default: 0] += 1
                #expect(body.attempt.number == started[call])
                #expect(open.updateValue(body.attempt.id, forKey: call) == nil)
                #expect(!answered.contains(call), "\(call) is asked after its answer")
            }
            guard let ended = recorded.event.endedAttempt else { continue }
            #expect(open.removeValue(forKey: ended.call) == ended.id)
            if case .attemptAnswered = recorded.event {
                #expect(answered.insert(ended.call).inserted)
            }
        }
        #expect(open.isEmpty)
    }

    @Test("Between two resumptions a call has at most four tries and twenty free refusals")
    func triesAreBounded() {
        var random = SeededGenerator("tries")
        for _ in 0..<100 {
            var world = SimulatedWorld(&random)
            for _ in 0..<120 where !world.isFinished { world.step() }
            var tries: [Call: (failures: Int, unbilled: Int)] = [:]
            for recorded in world.history.events {
                if case .taskResumed = recorded.event { tries = [:] }
                guard let failure = recorded.event.failure,
                    let call = recorded.event.endedAttempt?.call, failure.reason != .interrupted
                else { continue }
                switch failure.reason {
                case .rateLimited, .atCapacity, .permitExpired, .noCredit, .badCredential,
                    .forbidden:
                    tries[call, default: (0, 0)].unbilled += 1
                default: tries[call, default: (0, 0)].failures += 1
                }
            }
            for (failures, unbilled) in tries.values {
                #expect(failures <= Limits.attemptsPerCallMax)
                #expect(unbilled <= Limits.unbilledAttemptsPerCallMax)
            }
        }
    }
}
