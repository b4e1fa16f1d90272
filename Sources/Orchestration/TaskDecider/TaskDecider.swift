public import Ledger

/// The rules of a task. `decide` says what a command leads to, `evolve` what an event changes, and
/// `owed` what is outstanding. No clock, no randomness, no input or output: a crash is repeated
/// from its history.
public enum TaskDecider {
    public static let initial = TaskState()

    /// The state after `events`.
    public static func fold(_ events: some Sequence<Recorded>) -> TaskState {
        var state = initial
        for event in events { evolve(&state, event) }
        return state
    }

    /// What `command` leads to. The same command again leads to nothing.
    public static func decide(
        _ command: TaskCommand, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        if case .submit(let body) = command {
            if let submitted = state.submitted {
                guard submitted == body else { throw .alreadySubmitted }
                return []
            }
            return [.taskSubmitted(body)]
        }
        if case .fork(let body, let origin) = command {
            return try fork(body, from: origin, state)
        }
        guard state.submitted != nil else { throw .notSubmitted }
        switch command {
        case .submit, .fork: return []
        case .start(let body): return try start(body, state)
        case .answer(let body, let proposal): return try answer(body, proposal, state)
        case .fail(let body):
            return try end(
                body.attempt, .attemptFailed(body), body.reason, body.retryAfterMs, state)
        case .loseTrack(let body):
            return try end(
                body.attempt, .attemptOutcomeUnknown(body), body.reason, body.retryAfterMs, state)
        case .pause(let reason, let until):
            return state.phase == .running
                ? [.taskPaused(TaskPaused(reason: reason, until: until))] : []
        case .reachBudget(let body): return reachBudget(body, state)
        case .resume(let run, let costMax):
            guard !state.isAwaitingApproval else { throw .awaitsApproval }
            return try resume(run, costMax, state)
        case .adopt(let proposal, let source): return try adopt(proposal, source, state)
        case .approve(let run):
            guard state.isAwaitingApproval || state.runs.contains(run) else {
                throw .notAwaitingApproval
            }
            return try resume(run, nil, state)
        case .holdUnknown: return holdUnknown(state)
        case .cancel: return try cancel(state)
        case .retry(let run, let subtask): return try retry(run, subtask, state)
        case .resolve(let body): return try resolve(body, state)
        }
    }

    private static func start(
        _ body: AttemptStarted, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        let attempt = body.attempt
        if state.open[attempt.id] != nil { return [] }
        // The number tells a new attempt from one that has ended: none is ever sent twice.
        guard isOwed(attempt.call, state),
            attempt.number == state.state(of: attempt.call).attempts + 1
        else { throw .notOwed(attempt.call) }
        try checkBudget(attempt, state)
        return [.attemptStarted(body)]
    }

    private static func resume(
        _ run: EventID, _ costMax: Ticks?, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        if case .finished = state.phase { throw .alreadyFinished }
        if state.phase == .cancelled { throw .cancelled }
        if state.runs.contains(run) { return [] }
        let reused = answers(state)
        let ticks = reused.reduce(Ticks.zero) { $0.clampedAdding($1.ticks ?? .zero) }
        return lost(state) + [
            .taskResumed(
                TaskResumed(
                    run: run, callsReused: reused.count, reusedTicks: ticks, costMax: costMax))
        ]
    }

    /// What is under way belongs to a process that died: nobody knows what came of it.
    static func lost(_ state: TaskState) -> [Event] {
        state.openAttempts.map {
            .attemptOutcomeUnknown(
                AttemptOutcomeUnknown(
                    attempt: $0, reason: .processDied, status: nil, retryAfterMs: nil,
                    error: nil, partialText: nil, durationMs: nil))
        }
    }

    /// The answers that will not be asked for again.
    static func answers(_ state: TaskState) -> [CallState.Answer] {
        // Decomposition begins anew: nothing came of the answers so far.
        if case .failed(.planInvalid, _) = state.phase { return [] }
        let calls = [state.decomposition] + state.subtasks.map(\.call) + state.finalAggregation
        return state.paidAnswers + calls.compactMap(\.answer)
    }
}
