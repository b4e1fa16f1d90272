public import Ledger

/// What a run tells about itself, as a fold over its events: the same whether they have just been
/// recorded or are read again years later.
public struct TaskReport: Hashable, Sendable {
    /// What is known of one attempt.
    public struct Attempt: Hashable, Sendable {
        public let started: AttemptStarted
        public let startedAt: Timestamp
        public internal(set) var endedAt: Timestamp?
        public internal(set) var outcome: Event?
        /// What it turned out to have been billed, if its outcome is unknown.
        public internal(set) var resolution: AttemptResolved?

        /// Everything that was recorded of it, in order.
        public var events: [Event] {
            let later = [outcome, resolution.map(Event.attemptResolved)]
            return [.attemptStarted(started)] + later.compactMap { $0 }
        }
    }

    public internal(set) var state = TaskDecider.initial
    public internal(set) var total = WorkSum()
    public internal(set) var bySubtask: [Int: WorkSum] = [:]
    public internal(set) var byAccount: [String: WorkSum] = [:]
    public internal(set) var attempts: [Attempt] = []
    public internal(set) var document: DocumentSaved?
    public internal(set) var resumptions: [TaskResumed] = []
    public internal(set) var submittedAt: Timestamp?
    /// Time in which the run was under way, without the pauses between its runs.
    public internal(set) var runMicroseconds: Int64 = 0

    private var lastAt: Timestamp?
    private var indices: [EventID: Int] = [:]
    private var latest: [Call: Int] = [:]

    public init() {}

    public init(_ events: some Sequence<Recorded>) {
        for event in events { evolve(event) }
    }

    public var durationMs: Int64 { runMicroseconds / 1000 }

    /// `submitted`, `running`, `succeeded`, `partial`, `failed`, `paused`,
    /// `cancelled`.
    public var status: String {
        switch state.phase {
        case .unsubmitted: "submitted"
        case .running: "running"
        case .paused: "paused"
        case .failed: "failed"
        case .finished(let status): status.rawValue
        case .cancelled: "cancelled"
        }
    }

    /// Accounts in the order of their names.
    public var accounts: [(name: String, work: WorkSum)] {
        byAccount.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }
            .map { (name: $0.key, work: $0.value) }
    }

    /// Answers that cost more than was held for them, oldest first: the only way in which what is
    /// settled can pass a cap.
    public var excesses: [AttemptAnswered] {
        attempts.compactMap { attempt in
            guard case .attemptAnswered(let body) = attempt.outcome, let ticks = body.ticks,
                let hold = body.attempt.holdTicks, ticks > hold
            else { return nil }
            return body
        }
    }

    /// The attempt that answered `call`, or the last that was made for it.
    public func lastAttempt(of call: Call) -> Attempt? {
        latest[call].map { attempts[$0] }
    }

    public mutating func evolve(_ recorded: Recorded) {
        TaskDecider.evolve(&state, recorded)
        total.add(recorded.event)
        addTime(recorded)
        switch recorded.event {
        case .taskSubmitted: submittedAt = recorded.recordedAt
        case .documentSaved(let body): document = body
        case .taskResumed(let body): resumptions.append(body)
        case .attemptStarted(let body):
            indices[body.attempt.id] = attempts.count
            latest[body.attempt.call] = attempts.count
            attempts.append(Attempt(started: body, startedAt: recorded.recordedAt))
            addWork(recorded.event, body.attempt)
        case .attemptAnswered(let body): end(body.attempt, recorded)
        case .attemptFailed(let body): end(body.attempt, recorded)
        case .attemptOutcomeUnknown(let body): end(body.attempt, recorded)
        case .attemptResolved(let body):
            addWork(recorded.event, body.attempt)
            if let index = indices[body.attempt.id] { attempts[index].resolution = body }
        default: break
        }
    }

    private mutating func end(_ attempt: AttemptReference, _ recorded: Recorded) {
        addWork(recorded.event, attempt)
        guard let index = indices[attempt.id] else { return }
        attempts[index].endedAt = recorded.recordedAt
        attempts[index].outcome = recorded.event
    }

    private mutating func addWork(_ event: Event, _ attempt: AttemptReference) {
        byAccount[attempt.account, default: WorkSum()].add(event)
        if let number = attempt.call.subtask { bySubtask[number, default: WorkSum()].add(event) }
    }

    /// Time before a resumption, before finding that a process died, or in which a plan was edited,
    /// was not spent running.
    private mutating func addTime(_ recorded: Recorded) {
        defer { lastAt = recorded.recordedAt }
        guard let lastAt else { return }
        switch recorded.event {
        case .taskResumed, .taskReopened, .taskCancelled, .attemptResolved: return
        case .taskPaused(let body) where body.reason == .outcomeUnknown: return
        case .attemptOutcomeUnknown(let body) where body.reason == .processDied: return
        case .planAdopted(let body) where body.source == .edited: return
        default:
            runMicroseconds += max(0, recorded.recordedAt.microseconds - lastAt.microseconds)
        }
    }
}
