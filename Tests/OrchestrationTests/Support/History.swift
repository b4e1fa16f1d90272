import Ledger
import Orchestration
import Testing

/// A task's stream that grows by what its decider decides: given a history, when a command comes,
/// then these events. Identifiers and times are numbers in a row.
///
/// Every command is given twice: the second time must decide nothing.
struct History {
    private(set) var events: [Recorded] = []
    private(set) var state = TaskDecider.initial
    private(set) var commands: [TaskCommand] = []
    var now = Timestamp.start
    private var idsMade = 0

    init() {}

    /// A task that has just been submitted.
    init(_ options: RunOptions, context: String? = nil) {
        when(.submit(.sample(options, context: context)))
    }

    /// A task with this adopted plan.
    init(_ strategy: Strategy, plan: String..., change: (inout RunOptions) -> Void = { _ in }) {
        self.init(
            .with {
                $0.strategy = strategy
                change(&$0)
            })
        answer(.decomposition(round: 0), plan: .sketch(plan))
    }

    mutating func nextID() -> EventID {
        idsMade += 1
        return id(idsMade)
    }

    /// What `command` leads to, recorded. A refusal is an issue of the test.
    @discardableResult
    mutating func when(
        _ command: TaskCommand, _ location: SourceLocation = #_sourceLocation
    ) -> [Event] {
        do {
            let decided = try TaskDecider.decide(command, state)
            commands.append(command)
            record(decided)
            #expect(
                repeated(command).isEmpty, "decided twice: \(command)", sourceLocation: location)
            return decided
        } catch {
            Issue.record("\(command) was refused: \(error)", sourceLocation: location)
            return []
        }
    }

    /// What `command` leads to when it is given again: a refusal is nothing too.
    func repeated(_ command: TaskCommand) -> [Event] {
        (try? TaskDecider.decide(command, state)) ?? []
    }

    mutating func record(_ decided: [Event]) {
        for event in decided {
            let recorded = Recorded(
                position: Int64(events.count + 1), id: nextID(), recordedAt: now, event: event)
            events.append(recorded)
            TaskDecider.evolve(&state, recorded)
        }
    }

    mutating func wait(ms: Int64) {
        now = now.advanced(milliseconds: ms)
    }
}

// MARK: - What happens to calls

extension History {
    /// The attempt of `call` that is under way.
    func open(_ call: Call) -> AttemptReference? {
        state.open.values.map(\.attempt).first { $0.call == call }
    }

    @discardableResult
    mutating func start(
        _ call: Call, account: String = "account-1", _ location: SourceLocation = #_sourceLocation
    ) -> AttemptReference {
        let attempt = AttemptReference.sample(
            nextID(), call, number: state.state(of: call).attempts + 1, account: account)
        when(.start(.sample(attempt)), location)
        return attempt
    }

    private mutating func started(_ call: Call, _ location: SourceLocation) -> AttemptReference {
        open(call) ?? start(call, location)
    }

    @discardableResult
    mutating func answer(
        _ call: Call, _ outcome: AnswerOutcome = .complete, text: String? = nil, bytes: Int = 40,
        ticks: Ticks? = Ticks(500), plan: PlanProposal? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) -> [Event] {
        let attempt = started(call, location)
        let body = AttemptAnswered.sample(
            attempt, outcome, text: text, bytes: bytes, reported: ticks)
        return when(.answer(body, plan), location)
    }

    @discardableResult
    mutating func fail(
        _ call: Call, _ reason: FailureReason, retryAfterMs: Int64? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) -> [Event] {
        let attempt = started(call, location)
        return when(.fail(.sample(attempt, reason, retryAfterMs: retryAfterMs)), location)
    }

    @discardableResult
    mutating func lose(
        _ call: Call, _ reason: FailureReason, retryAfterMs: Int64? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) -> [Event] {
        let attempt = started(call, location)
        return when(.loseTrack(.sample(attempt, reason, retryAfterMs: retryAfterMs)), location)
    }

    @discardableResult
    mutating func resume(_ location: SourceLocation = #_sourceLocation) -> [Event] {
        when(.resume(run: nextID()), location)
    }
}

// MARK: - What is owed

extension History {
    /// The calls that are owed an attempt, most urgent first.
    var asked: [Call] {
        TaskDecider.owed(state).compactMap {
            guard case .ask(let call, _) = $0 else { return nil }
            return call
        }
    }

    /// The numbers of the sub-tasks that are owed an attempt.
    var askedSubtasks: [Int] { asked.compactMap(\.subtask) }

    var statuses: [SubtaskState.Status] { state.subtasks.map(\.status) }
}

extension [Event] {
    /// The written types without their version.
    var names: [String] { map { String($0.type.prefix { $0 != "." }) } }
}
