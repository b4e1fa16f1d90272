internal import Ledger

extension TaskDecider {
    /// The plan that an attempt answered with is carried out, or shown first if that was wished.
    static func adopted(
        _ proposal: PlanProposal, _ attempt: EventID, _ state: TaskState
    ) -> [Event] {
        adopted(
            proposal, attempt: attempt, source: nil, strategy: state.options.strategy,
            recommended: proposal.recommendedStrategy, state) + approval(state)
    }

    /// A person's plan: with the task, or instead of one that nothing was begun of.
    static func adopt(
        _ proposal: PlanProposal, _ source: PlanSource, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        guard proposal.problems.isEmpty, !proposal.subtasks.isEmpty else { throw .planUnsound }
        if case .finished = state.phase { throw .alreadyFinished }
        let strategy: Strategy
        switch source {
        case .file: strategy = state.options.strategy
        case .edited:
            strategy =
                proposal.recommendedStrategy ?? state.plan?.effectiveStrategy
                ?? state.options.strategy
        }
        let events = adopted(
            proposal, attempt: nil, source: source, strategy: strategy, recommended: nil, state)
        if state.isCarryingOut(events) { return [] }
        switch source {
        case .file:
            guard state.plan == nil, state.phase == .running, state.decomposition.attempts == 0,
                state.plansRefused == 0
            else { throw .planExists }
            return events + approval(state)
        case .edited:
            if let refusal = editRefusal(state) { throw refusal }
            return events
        }
    }

    /// Why the task takes no edited plan; nil when it does.
    public static func editRefusal(_ state: TaskState) -> TaskRefusal? {
        if case .finished = state.phase { return .alreadyFinished }
        guard state.plan != nil else { return .noPlan }
        guard state.subtasks.allSatisfy({ $0.call.attempts == 0 && !$0.hasEnded }) else {
            return .planBegun
        }
        return state.phase.isPaused ? nil : .notPaused
    }

    private static func adopted(
        _ proposal: PlanProposal, attempt: EventID?, source: PlanSource?, strategy: Strategy,
        recommended: Strategy?, _ state: TaskState
    ) -> [Event] {
        var subtasks = proposal.subtasks
        var dropped = proposal.droppedDependencies
        if strategy == .parallel {
            dropped += subtasks.reduce(0) { $0 + $1.dependencies.count }
            subtasks = subtasks.map { $0.withoutDependencies }
        }
        let adopted = PlanAdopted(
            attempt: attempt, subtasks: subtasks.count,
            requestedStrategy: state.options.strategy, effectiveStrategy: strategy,
            recommendedStrategy: recommended, droppedDependencies: dropped,
            repairs: state.plansRefused, source: source)
        return [.planAdopted(adopted)] + subtasks.map(Event.subtaskPlanned)
    }

    /// The pause that was wished for when the task was submitted. It comes with the plan, in the
    /// same append, so that no crash can lose it.
    private static func approval(_ state: TaskState) -> [Event] {
        guard state.options.awaitsApproval == true, state.phase == .running || state.phase.isPaused
        else { return [] }
        return [.taskPaused(TaskPaused(reason: .awaitingApproval))]
    }
}

extension TaskState {
    /// Whether the task waits for somebody to approve its plan.
    public var isAwaitingApproval: Bool { phase == .paused(.awaitingApproval) }

    /// Whether the plan in `events` is, word for word, the one that the task has.
    fileprivate func isCarryingOut(_ events: [Event]) -> Bool {
        guard let plan, case .planAdopted(let body) = events.first,
            plan.effectiveStrategy == body.effectiveStrategy
        else { return false }
        return [.planAdopted(body)] + subtasks.map { Event.subtaskPlanned($0.planned) } == events
    }
}

extension SubtaskPlanned {
    var withoutDependencies: SubtaskPlanned {
        SubtaskPlanned(
            subtask: subtask, name: name, description: description,
            descriptionBytes: descriptionBytes, complexity: complexity, dependencies: [])
    }
}
