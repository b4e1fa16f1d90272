internal import Ledger

// What somebody decides about a whole task after it stopped.
extension TaskDecider {
    static func cancel(_ state: TaskState) throws(TaskRefusal) -> [Event] {
        switch state.phase {
        case .finished: throw .alreadyFinished
        case .cancelled: return []
        case .unsubmitted, .running, .paused, .failed:
            return lost(state) + [.taskCancelled(TaskCancelled(reason: .requested))]
        }
    }

    /// Makes the parts owed again that failed, and the aggregation.
    static func retry(
        _ run: EventID, _ subtask: Int?, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        if state.runs.contains(run) { return [] }
        switch state.phase {
        case .cancelled: throw .cancelled
        case .unsubmitted, .running, .paused: throw .notEnded
        case .failed, .finished: break
        }
        let again = try askedAgain(subtask, state)
        let isMerged = state.aggregation.compactMap(\.answer).allSatisfy {
            $0.outcome == .complete
        }
        if case .finished = state.phase, again.isEmpty, isMerged { throw .nothingFailed }
        var after = state
        after.reopen(again)
        let reused = answers(after)
        let ticks = reused.reduce(Ticks.zero) { $0.clampedAdding($1.ticks ?? .zero) }
        return lost(state) + [
            .taskReopened(
                TaskReopened(
                    run: run, subtasks: again, callsReused: reused.count, reusedTicks: ticks))
        ]
    }

    /// The sub-tasks to ask again: every one that failed or was skipped; or the one that was
    /// named, with those that it waits for and those that were skipped for want of it.
    private static func askedAgain(
        _ subtask: Int?, _ state: TaskState
    ) throws(TaskRefusal) -> [Int] {
        var chosen: Set<Int> = []
        if let subtask {
            guard state.subtasks.indices.contains(subtask - 1) else { throw .noSubtask(subtask) }
            guard state.subtasks[subtask - 1].status != .finished(.complete) else {
                throw .hasResult(subtask)
            }
            chosen.insert(subtask)
            for other in state.subtasks.reversed() where chosen.contains(other.planned.subtask) {
                chosen.formUnion(
                    other.planned.dependencies.filter { !state.subtasks[$0 - 1].hasResult })
            }
        } else {
            chosen.formUnion(state.subtasks.filter(\.hasFailed).map(\.planned.subtask))
        }
        // Numbers ascend along dependencies, so one pass finds all that can be done now.
        for other in state.subtasks where other.isSkipped {
            let lost = other.planned.dependencies.filter { !state.subtasks[$0 - 1].hasResult }
            if chosen.isSuperset(of: lost) { chosen.insert(other.planned.subtask) }
        }
        return chosen.sorted()
    }
}

extension SubtaskState {
    fileprivate var hasFailed: Bool {
        if case .failed = status { return true }
        return false
    }

    fileprivate var isSkipped: Bool {
        if case .skipped = status { return true }
        return false
    }
}

extension TaskState {
    /// Owes `numbers` and the aggregation again.
    mutating func reopen(_ numbers: [Int]) {
        if case .failed(let reason, _) = phase, reason != .allSubtasksFailed {
            reopen(after: reason)
        }
        for index in aggregation.indices { aggregation[index].askAgain() }
        for number in numbers where subtasks.indices.contains(number - 1) {
            if subtasks[number - 1].hasEnded { subtasksEnded -= 1 }
            subtasks[number - 1].status = .waiting
            subtasks[number - 1].call.askAgain()
        }
        for index in subtasks.indices {
            subtasks[index].missing = subtasks[index].planned.dependencies.count {
                !subtasks[$0 - 1].hasResult
            }
        }
        finished = nil
        makeReady()
    }
}

extension CallState {
    /// Numbers go on: no two attempts share a name.
    fileprivate mutating func askAgain() {
        answer = nil
        failed = nil
    }
}
