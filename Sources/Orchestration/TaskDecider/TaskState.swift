public import Ledger

/// All that the rules need to know of a task: the fold over its stream.
public struct TaskState: Hashable, Sendable {
    public enum Phase: Hashable, Sendable {
        case unsubmitted
        case running
        case paused(PauseReason)
        case failed(TaskFailureReason, FailureReason?)
        case finished(ResultStatus)
        case cancelled
    }

    /// A plan that went back to the model.
    public struct RefusedPlan: Hashable, Sendable {
        public let attempt: EventID
        /// The manifest of the messages that were answered with it.
        public let request: Commitment
        public let answer: Commitment
        public let answerBytes: Int
        public let reasons: Commitment
    }

    public internal(set) var phase = Phase.unsubmitted
    public internal(set) var submitted: TaskSubmitted?
    /// The id of `task-submitted`: the correlation of everything that belongs to the task.
    public internal(set) var correlation: EventID?
    /// How many events the stream has.
    public internal(set) var version: Int64 = 0
    /// The run that took the task up last.
    public internal(set) var run: EventID?

    public internal(set) var decomposition = CallState()
    public internal(set) var refusedPlans: [RefusedPlan] = []
    public internal(set) var plan: PlanAdopted?
    public internal(set) var subtasks: [SubtaskState] = []
    /// The aggregation's calls by round.
    public internal(set) var aggregation: [CallState] = []
    public internal(set) var finished: TaskFinished?
    /// Answers that were paid for by the task that this one was forked from.
    public internal(set) var inherited: [AnswerInherited] = []
    /// Until when the accounts were busy that a pause did not wait for.
    public internal(set) var pausedUntil: Timestamp?
    /// What the run may cost as a whole; nil without a cap.
    public internal(set) var costMax: Ticks?
    public internal(set) var spending = Spending()
    /// The cap that stopped the run, until it is taken up again.
    public internal(set) var budgetReached: BudgetReached?
    /// What there was when a cap stopped the run, merged.
    public internal(set) var interim: CallState.Answer?

    /// Attempts under way, with the manifests of their messages.
    public internal(set) var open: [EventID: AttemptStarted] = [:]
    /// Attempts of unknown outcome that nobody has resolved.
    public internal(set) var doubtful: [EventID: AttemptReference] = [:]
    var resolved: Set<EventID> = []
    /// The manifest that was answered last.
    var lastRequest: Commitment?
    /// Every run that has taken the task up.
    var runs: Set<EventID> = []
    /// Answers with plans that were refused: paid for, and not asked for again.
    var paidAnswers: [CallState.Answer] = []
    /// Plans that were refused before decomposition began anew.
    var plansRefusedBefore = 0
    /// Sub-tasks that are owed an attempt, the longest path first.
    var ready: [Int] = []
    var subtasksEnded = 0
    /// Rounds that merged what there was when a cap stopped the run; the others come after them.
    var interimRounds = 0
    /// How many results `interim` was made of.
    var interimResults = 0

    public init() {}

    public var options: RunOptions { submitted?.options ?? RunOptions() }

    /// The question that decomposition is at. Rounds go on counting when it begins anew, so that
    /// no two questions share a name.
    public var decompositionCall: Call { .decomposition(round: plansRefused) }

    /// Plans ever refused.
    var plansRefused: Int { plansRefusedBefore + refusedPlans.count }

    /// The attempts under way, oldest first.
    var openAttempts: [AttemptReference] {
        open.values.map(\.attempt).sorted { ($0.id.high, $0.id.low) < ($1.id.high, $1.id.low) }
    }

    public var hasAllSubtasksEnded: Bool {
        plan != nil && !subtasks.isEmpty && subtasksEnded == subtasks.count
    }

    /// What is known of `call`; a fresh state for one that was never asked.
    public func state(of call: Call) -> CallState {
        switch call.kind {
        case .decomposition:
            return call.round == plansRefused ? decomposition : CallState()
        case .subtask:
            guard let number = call.subtask, subtasks.indices.contains(number - 1) else {
                return CallState()
            }
            return subtasks[number - 1].call
        case .aggregation:
            return aggregation.indices.contains(call.round)
                ? aggregation[call.round] : CallState()
        }
    }

    /// The model that `call` asks.
    public func role(of call: Call) -> Role {
        switch call.kind {
        case .decomposition: .decomposition
        case .aggregation: .aggregation
        case .subtask:
            call.subtask.flatMap { subtasks.indices.contains($0 - 1) ? subtasks[$0 - 1].role : nil }
                ?? .medium
        }
    }
}
