import Ledger
import Orchestration
import Testing

/// Events of a task in no order, about calls that do not exist, with numbers out of range.
private struct Nonsense {
    var random: SeededGenerator

    /// Within what a body can hold.
    mutating func number() -> Int {
        [0, 1, 1, 2, 3, -1, 7, 1 << 53 - 1, 1 - 1 << 53].randomElement(using: &random)!
    }

    mutating func call() -> Call {
        switch Int.random(in: 0...2, using: &random) {
        case 0: .decomposition(round: number())
        case 1: .subtask(number())
        default: .aggregation(round: number())
        }
    }

    mutating func attempt() -> AttemptReference {
        .sample(
            id(Int.random(in: 1...6, using: &random)), call(), number: number(),
            hold: random.isOne(in: 2) ? nil : Ticks(Int64.random(in: 0...9, using: &random)))
    }

    mutating func planned() -> SubtaskPlanned {
        let number = number()
        let count = Int.random(in: 0...2, using: &random)
        return SubtaskPlanned(
            subtask: number, name: named("a"), description: named("b"), descriptionBytes: 10,
            complexity: Complexity.allCases.randomElement(using: &random)!,
            dependencies: (0..<count).map { _ in self.number() })
    }

    mutating func adopted() -> PlanAdopted {
        let strategy = Strategy.allCases.randomElement(using: &random)!
        return PlanAdopted(
            attempt: nil, subtasks: number(), requestedStrategy: strategy,
            effectiveStrategy: strategy, recommendedStrategy: nil, droppedDependencies: number(),
            repairs: number())
    }

    mutating func reason() -> FailureReason {
        FailureReason.allCases.randomElement(using: &random)!
    }

    mutating func outcome() -> AnswerOutcome {
        AnswerOutcome.allCases.randomElement(using: &random)!
    }

    mutating func event() -> Event {
        switch Int.random(in: 0...15, using: &random) {
        case 0: .taskSubmitted(.sample())
        case 1: .planAdopted(adopted())
        case 2, 3: .subtaskPlanned(planned())
        case 4:
            .planRefused(
                PlanRefused(attempt: attempt().id, problems: [], reasons: named("reasons")))
        case 5:
            .subtaskFinished(
                SubtaskFinished(
                    subtask: number(), attempt: attempt().id, outcome: outcome(), text: named("c")))
        case 6:
            .subtaskFailed(SubtaskFailed(subtask: number(), reason: reason(), attempts: number()))
        case 7: .subtaskSkipped(SubtaskSkipped(subtask: number(), because: number()))
        case 8: .taskPaused(TaskPaused(reason: .interrupted))
        case 9: .taskResumed(TaskResumed(run: attempt().id, callsReused: 0, reusedTicks: .zero))
        case 10:
            .taskFailed(
                TaskFailed(
                    reason: TaskFailureReason.allCases.randomElement(using: &random)!, cause: nil))
        case 11:
            .taskFinished(
                TaskFinished(status: .partial, result: named("d"), attempt: attempt().id))
        case 12: .attemptStarted(.sample(attempt()))
        case 13: .attemptAnswered(.sample(attempt(), outcome()))
        case 14: .attemptFailed(.sample(attempt(), reason(), retryAfterMs: Int64(number())))
        default: .attemptOutcomeUnknown(.sample(attempt(), reason()))
        }
    }

    mutating func command(_ state: TaskState) -> TaskCommand {
        let attempt = state.open.values.map(\.attempt).randomElement(using: &random) ?? attempt()
        switch Int.random(in: 0...5, using: &random) {
        case 0: return .start(.sample(attempt))
        case 1: return .answer(.sample(attempt, outcome()), nil)
        case 2: return .fail(.sample(attempt, reason()))
        case 3: return .loseTrack(.sample(attempt, reason()))
        case 4: return .pause(.interrupted)
        default: return .resume(run: attempt.id)
        }
    }
}

@Suite("Evolving is total")
struct TotalityTests {
    @Test("No order of events traps, not even one that no decider would write")
    func nonsense() {
        var nonsense = Nonsense(random: SeededGenerator("nonsense"))
        var met: Set<String> = []
        for _ in 0..<2_000 {
            var report = TaskReport()
            var admission = AdmissionState()
            for position in 1...30 {
                let event = nonsense.event()
                met.insert(event.type)
                let recorded = Recorded(
                    position: Int64(position), id: id(position), recordedAt: .start, event: event)
                report.evolve(recorded)
                admission.evolve(recorded)
                check(report.state, &nonsense)
            }
            #expect(report.state.version == 30)
        }
        #expect(met.count == 15)
    }

    /// Whatever can be asked of a state has an answer.
    private func check(_ state: TaskState, _ nonsense: inout Nonsense) {
        let owed = TaskDecider.owed(state)
        for case .ask(let call, _) in owed {
            _ = RequestDraft.draft(of: call, in: state)
            _ = state.role(of: call)
        }
        _ = state.role(of: nonsense.call())
        _ = state.state(of: nonsense.call())
        let due = TaskDecider.due(state, at: .start, limit: 5)
        #expect(due.count <= owed.count)
        let command = nonsense.command(state)
        if let events = try? TaskDecider.decide(command, state), state.phase == .unsubmitted {
            #expect(events.isEmpty)
        }
    }

    @Test("Events of other streams change nothing but the version")
    func otherStreams() {
        let history = History(.adaptive, plan: "a", "b<a")
        var state = history.state
        let others: [Event] = [
            .clockStepped(ClockStepped(stepMicroseconds: 5)),
            .accountEnabled(AccountEnabled(account: "a", key: "k", reason: .requested)),
            .accountIdentified(
                AccountIdentified(account: "a", key: "k", team: "t", providerKey: nil)),
            .accountDisabled(
                AccountDisabled(account: "a", key: "k", reason: .noCredit, attempt: id(1))),
        ]
        for event in others {
            TaskDecider.evolve(
                &state, Recorded(position: 9, id: id(9), recordedAt: .start, event: event))
        }
        #expect(state.version == history.state.version + 4)
        #expect(TaskDecider.owed(state) == TaskDecider.owed(history.state))
    }
}
