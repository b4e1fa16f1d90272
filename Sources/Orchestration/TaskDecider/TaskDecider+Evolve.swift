public import Ledger

extension TaskDecider {
    /// What `recorded` changes. Total: it never refuses and never decides.
    public static func evolve(_ state: inout TaskState, _ recorded: Recorded) {
        state.version += 1
        state.spend(recorded.event)
        switch recorded.event {
        case .taskSubmitted(let body):
            state.begin(body, recorded.id)
        case .planAdopted(let body):
            state.adopt(body)
        case .subtaskPlanned(let body):
            state.planned(body)
        case .planRefused(let body):
            state.refused(body)
        case .attemptStarted(let body):
            state.open[body.attempt.id] = body
            state.update(body.attempt.call) { $0.started(body.attempt) }
            state.removeReady(body.attempt.call)
        case .attemptAnswered(let body):
            state.lastRequest = state.open.removeValue(forKey: body.attempt.id)?.request
            guard !state.forbids(body) else {
                state.ended(body.attempt, .otherModel, nil, at: recorded.recordedAt)
                break
            }
            state.update(body.attempt.call) { $0.answered(body) }
            if state.isInterim(body.attempt.call) { state.mergedInterim(body) }
        case .attemptFailed(let body):
            state.ended(body.attempt, body.reason, body.retryAfterMs, at: recorded.recordedAt)
        case .attemptOutcomeUnknown(let body):
            state.doubtful[body.attempt.id] = body.attempt
            state.ended(body.attempt, body.reason, body.retryAfterMs, at: recorded.recordedAt)
        case .subtaskFinished(let body):
            state.endSubtask(body.subtask, .finished(body.outcome))
        case .subtaskFailed(let body):
            state.update(.subtask(body.subtask)) { $0.failed = body.reason }
            state.endSubtask(body.subtask, .failed(body.reason))
        case .subtaskSkipped(let body):
            state.endSubtask(body.subtask, .skipped(because: body.because))
        case .taskPaused(let body):
            state.phase = .paused(body.reason)
            state.pausedUntil = body.until
        case .budgetReached(let body):
            state.budgetReached = body
        case .taskResumed(let body):
            if case .failed(let reason, _) = state.phase { state.reopen(after: reason) }
            state.takenUp(by: body.run)
            state.costMax = body.costMax ?? state.costMax
        case .taskFinished(let body):
            state.finished = body
            state.phase = .finished(body.status)
        case .taskFailed(let body):
            state.phase = .failed(body.reason, body.cause)
        case .attemptResolved(let body):
            state.doubtful[body.attempt.id] = nil
            state.resolved.insert(body.attempt.id)
        case .taskCancelled:
            state.phase = .cancelled
        case .taskReopened(let body):
            state.reopen(body.subtasks)
            state.takenUp(by: body.run)
        case .answerInherited(let body):
            state.inherited.append(body)
            state.update(body.call) { $0.inherited(body) }
        case .documentSaved, .ledgerOpened, .clockStepped, .accountCooledDown, .accountDisabled,
            .accountEnabled, .accountIdentified, .checkpointSigned, .contentRedacted,
            .priceBookAdopted, .costAdjusted:
            break
        }
    }
}

extension TaskState {
    fileprivate mutating func begin(_ body: TaskSubmitted, _ id: EventID) {
        submitted = body
        correlation = id
        run = id
        runs.insert(id)
        phase = .running
        costMax = body.options.costMax
    }

    fileprivate mutating func adopt(_ body: PlanAdopted) {
        plan = body
        subtasks = []
        ready = []
        subtasksEnded = 0
        subtasks.reserveCapacity(min(max(body.subtasks, 0), Limits.subtasksMax))
    }

    fileprivate mutating func update(_ call: Call, _ change: (inout CallState) -> Void) {
        switch call.kind {
        case .decomposition:
            if call.round == plansRefused { change(&decomposition) }
        case .subtask:
            guard let number = call.subtask, subtasks.indices.contains(number - 1) else { return }
            change(&subtasks[number - 1].call)
        case .aggregation:
            // Every merge takes two inputs at least, so there are fewer rounds than sub-tasks.
            guard (0..<interimRounds + max(subtasks.count, 1)).contains(call.round) else { return }
            while aggregation.count <= call.round { aggregation.append(CallState()) }
            change(&aggregation[call.round])
        }
    }

    fileprivate mutating func ended(
        _ attempt: AttemptReference, _ reason: FailureReason, _ retryAfterMs: Int64?,
        at: Timestamp
    ) {
        open[attempt.id] = nil
        update(attempt.call) {
            $0.ended(attempt, reason: reason, retryAfterMs: retryAfterMs, at: at)
        }
        guard let number = attempt.call.subtask, subtasks.indices.contains(number - 1),
            subtasks[number - 1].status == .ready
        else { return }
        insertReady(number)
    }

    fileprivate mutating func refused(_ body: PlanRefused) {
        guard let answer = decomposition.answer, let request = lastRequest else { return }
        refusedPlans.append(
            RefusedPlan(
                attempt: body.attempt, request: request, answer: answer.text,
                answerBytes: answer.textBytes, reasons: body.reasons))
        paidAnswers.append(answer)
        decomposition = CallState()
    }

    fileprivate mutating func takenUp(by run: EventID) {
        self.run = run
        runs.insert(run)
        leaveBudgetStop()
        phase = .running
        decomposition.takenUp()
        for index in subtasks.indices { subtasks[index].call.takenUp() }
        for index in aggregation.indices { aggregation[index].takenUp() }
    }

    /// Makes the calls owed again that the failure came from.
    mutating func reopen(after reason: TaskFailureReason) {
        switch reason {
        case .planInvalid:
            // An answer that was not refused with reasons has taken its round all the same.
            plansRefusedBefore = plansRefused + (decomposition.answer == nil ? 0 : 1)
            refusedPlans = []
            paidAnswers = []
            decomposition = CallState()
        case .allSubtasksFailed:
            reopenSubtasks()
        case .decompositionFailed, .aggregationFailed:
            break
        }
    }
}
