public import Ledger

extension TaskDecider {
    /// What the world still owes the task, most urgent first: derived from the state, so that a
    /// crash cannot lose it.
    ///
    /// For every prefix of every history this is what a live process would have outstanding.
    public static func owed(_ state: TaskState) -> [Effect] {
        let settling = state.openAttempts.map { Effect.settle($0.id) }
        guard state.phase == .running else { return settling }
        return settling + asks(state)
    }

    private static func asks(_ state: TaskState) -> [Effect] {
        guard state.budgetReached == nil else { return merges(state) }
        guard state.plan != nil else {
            guard state.decomposition.isOwed else { return [] }
            return [.ask(state.decompositionCall, notBefore: state.decomposition.notBefore)]
        }
        guard state.hasAllSubtasksEnded else {
            return state.ready.map {
                .ask(.subtask($0), notBefore: state.subtasks[$0 - 1].call.notBefore)
            }
        }
        return merges(state)
    }

    private static func merges(_ state: TaskState) -> [Effect] {
        AggregationRound.rounds(of: state).compactMap { round in
            let call = Call.aggregation(round: round.number)
            let known = state.state(of: call)
            return known.isOwed ? .ask(call, notBefore: known.notBefore) : nil
        }
    }

    /// The first `limit` calls of `owed` that may be asked at `now`.
    public static func due(_ state: TaskState, at now: Timestamp, limit: Int) -> [Call] {
        guard state.phase == .running, limit > 0 else { return [] }
        if state.plan != nil, !state.hasAllSubtasksEnded, state.budgetReached == nil {
            let due = state.ready.lazy.filter { number in
                state.subtasks[number - 1].call.notBefore.map { $0 <= now } ?? true
            }
            return due.prefix(limit).map(Call.subtask)
        }
        let due = asks(state).compactMap { effect -> Call? in
            guard case .ask(let call, let notBefore) = effect else { return nil }
            return notBefore.map { $0 <= now } ?? true ? call : nil
        }
        return Array(due.prefix(limit))
    }

    /// When the next call may be asked that has to wait; nil when none has to.
    public static func nextDue(_ state: TaskState, after now: Timestamp) -> Timestamp? {
        guard state.phase == .running else { return nil }
        return asks(state).compactMap { effect -> Timestamp? in
            guard case .ask(_, let notBefore?) = effect, notBefore > now else { return nil }
            return notBefore
        }.min()
    }

    static func isOwed(_ call: Call, _ state: TaskState) -> Bool {
        guard state.phase == .running else { return false }
        switch call.kind {
        case .decomposition:
            return state.plan == nil && state.budgetReached == nil
                && call == state.decompositionCall
                && state.decomposition.isOwed
        case .subtask:
            guard let number = call.subtask, state.subtasks.indices.contains(number - 1),
                state.budgetReached == nil
            else { return false }
            let subtask = state.subtasks[number - 1]
            return subtask.status == .ready && subtask.call.isOwed
        case .aggregation:
            return AggregationRound.rounds(of: state).contains { $0.number == call.round }
                && state.state(of: call).isOwed
        }
    }
}
