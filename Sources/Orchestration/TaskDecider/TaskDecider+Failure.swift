internal import Ledger

extension TaskDecider {
    /// An attempt ended without an answer: `ended` says so, and the verdict on its call follows.
    static func end(
        _ attempt: AttemptReference, _ ended: Event, _ reason: FailureReason,
        _ retryAfterMs: Int64?, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        guard state.open[attempt.id] != nil else { return try alreadyEnded(attempt, state) }
        guard state.phase == .running || state.phase.isPaused else { return [ended] }
        var call = state.state(of: attempt.call)
        call.ended(
            attempt, reason: reason, retryAfterMs: retryAfterMs, at: Timestamp(microseconds: 0))
        switch RetryPolicy.verdict(on: call, reason: reason) {
        case .retry:
            return [ended]
        case .pause(let pause):
            return state.phase == .running
                ? [ended, .taskPaused(TaskPaused(reason: pause))] : [ended]
        case .fail(let cause):
            return [ended] + failed(attempt.call, cause, attempts: call.attempts, state)
        }
    }

    private static func failed(
        _ call: Call, _ cause: FailureReason, attempts: Int, _ state: TaskState
    ) -> [Event] {
        switch call.kind {
        case .decomposition:
            return [.taskFailed(TaskFailed(reason: .decompositionFailed, cause: cause))]
        case .aggregation where state.isInterim(call):
            return state.phase == .running ? [.taskPaused(TaskPaused(reason: .budget))] : []
        case .aggregation:
            return [.taskFailed(TaskFailed(reason: .aggregationFailed, cause: cause))]
        case .subtask:
            guard let number = call.subtask, state.subtasks.indices.contains(number - 1) else {
                return []
            }
            return subtasksFailed(number, cause, attempts: attempts, state)
        }
    }

    /// The sub-task fails; with a model that nobody knows, so do the others of its role that have
    /// not been asked. Those that depend on a failed one are skipped.
    private static func subtasksFailed(
        _ number: Int, _ cause: FailureReason, attempts: Int, _ state: TaskState
    ) -> [Event] {
        var events: [Event] = []
        var lost: Set<Int> = []
        for subtask in state.subtasks where !subtask.hasEnded {
            let other = subtask.planned.subtask
            let sharesRole = subtask.role == state.subtasks[number - 1].role
            if other == number {
                events.append(
                    .subtaskFailed(
                        SubtaskFailed(subtask: number, reason: cause, attempts: attempts)))
            } else if cause == .unknownModel, sharesRole, subtask.call.open == nil {
                events.append(
                    .subtaskFailed(
                        SubtaskFailed(
                            subtask: other, reason: cause, attempts: subtask.call.attempts)))
            } else {
                continue
            }
            lost.insert(other)
        }
        // Numbers ascend along dependencies, so one pass finds all that can no longer be done.
        for subtask in state.subtasks where !subtask.hasEnded {
            let other = subtask.planned.subtask
            guard !lost.contains(other),
                let because = subtask.planned.dependencies.first(where: lost.contains)
            else { continue }
            lost.insert(other)
            events.append(.subtaskSkipped(SubtaskSkipped(subtask: other, because: because)))
        }
        let isOver = state.subtasksEnded + events.count == state.subtasks.count
        if isOver, !state.subtasks.contains(where: \.hasResult) {
            events.append(.taskFailed(TaskFailed(reason: .allSubtasksFailed, cause: cause)))
        }
        return events
    }
}
