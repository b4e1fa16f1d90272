internal import Ledger

/// Who waits for whom, and who is next.
extension TaskState {
    /// The next sub-task of the plan. One out of turn, or that waits for a later one, is left out:
    /// no decider writes such an event.
    mutating func planned(_ body: SubtaskPlanned) {
        let number = subtasks.count + 1
        guard body.subtask == number, body.dependencies.allSatisfy((1..<number).contains) else {
            return
        }
        subtasks.append(SubtaskState(body))
        guard subtasks.count == plan?.subtasks else { return }
        // Numbers ascend along dependencies: from the end, every path is known before its start.
        for index in subtasks.indices.reversed() {
            let subtask = subtasks[index]
            let longest = subtask.dependents.map { subtasks[$0 - 1].priority }.max() ?? 0
            subtasks[index].priority = longest + subtask.planned.complexity.typicalTokens
            for dependency in subtask.planned.dependencies {
                subtasks[dependency - 1].dependents.append(index + 1)
            }
        }
        makeReady()
    }

    mutating func endSubtask(_ number: Int, _ status: SubtaskState.Status) {
        guard subtasks.indices.contains(number - 1) else { return }
        removeReady(.subtask(number))
        if !subtasks[number - 1].hasEnded { subtasksEnded += 1 }
        subtasks[number - 1].status = status
        guard plan?.effectiveStrategy != .sequential else { return makeReady() }
        guard case .finished = status else { return }
        for dependent in subtasks[number - 1].dependents {
            subtasks[dependent - 1].missing -= 1
            if subtasks[dependent - 1].missing == 0 { becomeReady(dependent) }
        }
    }

    /// Failed and skipped sub-tasks get another chance.
    mutating func reopenSubtasks() {
        for index in subtasks.indices where !subtasks[index].hasResult {
            if subtasks[index].hasEnded { subtasksEnded -= 1 }
            subtasks[index].status = .waiting
            subtasks[index].call.failed = nil
        }
        makeReady()
    }

    /// Finds those that nothing keeps waiting: the next in turn under `sequential`, otherwise all
    /// whose dependencies have finished.
    mutating func makeReady() {
        if plan?.effectiveStrategy == .sequential {
            if let next = subtasks.indices.first(where: { !subtasks[$0].hasEnded }) {
                becomeReady(next + 1)
            }
        } else {
            for index in subtasks.indices where subtasks[index].missing == 0 {
                becomeReady(index + 1)
            }
        }
    }

    private mutating func becomeReady(_ number: Int) {
        guard subtasks[number - 1].status == .waiting else { return }
        subtasks[number - 1].status = .ready
        insertReady(number)
    }

    /// The longest path first, then the plan's order.
    mutating func insertReady(_ number: Int) {
        let key = (-subtasks[number - 1].priority, number)
        var low = 0
        var high = ready.count
        while low < high {
            let middle = (low + high) / 2
            let other = ready[middle]
            if (-subtasks[other - 1].priority, other) < key {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low == ready.count || ready[low] != number else { return }
        ready.insert(number, at: low)
    }

    mutating func removeReady(_ call: Call) {
        guard let number = call.subtask, let index = ready.firstIndex(of: number) else { return }
        ready.remove(at: index)
    }
}
