internal import Ledger

extension TaskDecider {
    /// An answer is always recorded, whatever became of the task meanwhile: it is paid for.
    static func answer(
        _ body: AttemptAnswered, _ proposal: PlanProposal?, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        guard state.open[body.attempt.id] != nil else {
            return try alreadyEnded(body.attempt, state)
        }
        let answered = Event.attemptAnswered(body)
        guard !state.forbids(body) else {
            return try end(body.attempt, answered, .otherModel, nil, state)
        }
        switch body.attempt.call.kind {
        case .decomposition: return [answered] + plan(body, proposal, state)
        case .subtask: return [answered] + subtaskFinished(body, state)
        case .aggregation: return [answered] + aggregated(body, state)
        }
    }

    /// Nothing, if the attempt is known to have ended; otherwise a refusal.
    static func alreadyEnded(
        _ attempt: AttemptReference, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        guard attempt.number <= state.attemptsEver(of: attempt.call) else {
            throw .unknownAttempt(attempt.id)
        }
        return []
    }

    private static func plan(
        _ body: AttemptAnswered, _ proposal: PlanProposal?, _ state: TaskState
    ) -> [Event] {
        let failed = Event.taskFailed(TaskFailed(reason: .planInvalid, cause: nil))
        guard let proposal else { return [failed] }
        if proposal.problems.isEmpty, !proposal.subtasks.isEmpty {
            return adopted(proposal, body.attempt.id, state)
        }
        // Nothing to tell the model is nothing that it could correct.
        guard let reasons = proposal.reasons else { return [failed] }
        let refused = Event.planRefused(
            PlanRefused(
                attempt: body.attempt.id, problems: proposal.distinctProblems, reasons: reasons))
        if state.refusedPlans.count < Limits.planRepairsMax { return [refused] }
        return proposal.isUsable
            ? adopted(proposal, body.attempt.id, state) : [refused, failed]
    }

    private static func subtaskFinished(_ body: AttemptAnswered, _ state: TaskState) -> [Event] {
        guard let number = body.attempt.call.subtask,
            state.subtasks.indices.contains(number - 1), !state.subtasks[number - 1].hasEnded
        else { return [] }
        return [
            .subtaskFinished(
                SubtaskFinished(
                    subtask: number, attempt: body.attempt.id, outcome: body.outcome,
                    text: body.text))
        ]
    }

    private static func aggregated(_ body: AttemptAnswered, _ state: TaskState) -> [Event] {
        if state.isInterim(body.attempt.call) {
            return state.phase == .running ? [.taskPaused(TaskPaused(reason: .budget))] : []
        }
        let round = AggregationRound.rounds(of: state).first {
            $0.number == body.attempt.call.round
        }
        guard state.phase == .running || state.phase.isPaused, round?.isFinal == true else {
            return []
        }
        let merges = state.finalAggregation.compactMap(\.answer).map(\.outcome) + [body.outcome]
        let isWhole =
            merges.allSatisfy { $0 == .complete }
            && state.subtasks.allSatisfy { $0.status == .finished(.complete) }
        var events: [Event] = []
        if state.options.savesDocument, let submitted = state.submitted {
            events.append(
                .documentSaved(
                    DocumentSaved(
                        title: submitted.description, content: body.text, format: .markdown)))
        }
        events.append(
            .taskFinished(
                TaskFinished(
                    status: isWhole ? .succeeded : .partial, result: body.text,
                    attempt: body.attempt.id)))
        return events
    }
}

extension TaskState {
    /// Whether an answer came from another model than the run accepts. It is billed all the same.
    func forbids(_ answer: AttemptAnswered) -> Bool {
        options.strictModel == true && answer.servedModel != answer.attempt.model
    }

    /// The highest number of an attempt of `call` or, for a question asked in rounds, of an earlier
    /// round.
    func attemptsEver(of call: Call) -> Int {
        call.kind == .decomposition && call.round < plansRefused
            ? .max : state(of: call).attempts
    }
}

extension TaskState.Phase {
    var isPaused: Bool {
        if case .paused = self { return true }
        return false
    }
}
