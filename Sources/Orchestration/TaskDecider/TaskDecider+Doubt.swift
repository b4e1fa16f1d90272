public import Ledger

// Attempts that may have been billed, although nobody knows what came of them.
extension TaskDecider {
    /// Pauses a task that could pay twice if it went on; nothing if it could not.
    static func holdUnknown(_ state: TaskState) -> [Event] {
        guard !state.mayPayTwice.isEmpty else { return [] }
        let pause = Event.taskPaused(TaskPaused(reason: .outcomeUnknown))
        switch state.phase {
        case .paused(.outcomeUnknown): return lost(state)
        case .running, .paused: return lost(state) + [pause]
        case .unsubmitted, .failed, .finished, .cancelled: return lost(state)
        }
    }

    /// At any time: what was billed does not depend on what became of the task.
    static func resolve(
        _ body: AttemptResolved, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        let attempt = body.attempt.id
        guard !state.resolved.contains(attempt) else { throw .alreadyResolved(attempt) }
        guard state.doubtful[attempt] == body.attempt else { throw .notInDoubt(attempt) }
        return [.attemptResolved(body)]
    }
}

extension TaskState {
    /// The attempts of unknown outcome whose calls will be asked again if somebody carries on: each
    /// may have been billed already. Those under way count, because whoever carries on has found
    /// that their process died. Oldest first.
    public var mayPayTwice: [AttemptReference] {
        inDoubt + openAttempts.filter { isAskedAgain($0.call) }
    }

    /// Those among them that have ended. Oldest first.
    public var inDoubt: [AttemptReference] {
        doubtful.values.filter { isAskedAgain($0.call) }
            .sorted { ($0.id.high, $0.id.low) < ($1.id.high, $1.id.low) }
    }

    private func isAskedAgain(_ call: Call) -> Bool {
        switch phase {
        case .unsubmitted, .finished, .cancelled: return false
        case .running, .paused, .failed: break
        }
        guard state(of: call).answer == nil else { return false }
        switch call.kind {
        case .decomposition: return plan == nil && call == decompositionCall
        case .aggregation: return true
        case .subtask:
            guard let number = call.subtask, subtasks.indices.contains(number - 1) else {
                return false
            }
            if case .failed(.allSubtasksFailed, _) = phase { return true }
            return !subtasks[number - 1].hasEnded
        }
    }
}
