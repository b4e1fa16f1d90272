internal import GRDB

// What the events of a task mean, except those of its attempts.
extension Fold {
    func applyWork(_ entry: LogBatch.Entry) throws {
        guard let key = entry.task else { return }
        if entry.type == .taskSubmitted {
            return try submit(key, entry)
        }
        guard let index = try task(key) else { return }
        let isEdited = isWord(batch[entry, WorkField.source], "edited")
        tasks[index].pass(to: entry.recordedAt, isRunning: !isAfterStop(entry) && !isEdited)
        switch entry.type {
        case .planAdopted:
            if isEdited { replacePlan(index, entry) }
            tasks[index].effectiveStrategy = batch[entry, WorkField.effectiveStrategy]
            tasks[index].recommendedStrategy = batch[entry, WorkField.recommendedStrategy]
        case .planRefused: tasks[index].plansRefused += 1
        case .subtaskPlanned: plan(index, entry)
        case .subtaskFinished, .subtaskFailed, .subtaskSkipped: endSubtask(index, entry)
        case .documentSaved:
            tasks[index].documents += 1
            documents.append(entry)
        default: change(index, entry)
        }
    }

    /// Whether the task stood still until this event.
    private func isAfterStop(_ entry: LogBatch.Entry) -> Bool {
        switch entry.type {
        case .taskResumed, .taskReopened, .taskCancelled: true
        case .taskPaused: isWord(batch[entry, WorkField.reason], "outcome-unknown")
        default: false
        }
    }

    private func submit(_ key: TaskKey, _ entry: LogBatch.Entry) throws {
        guard try task(key) == nil else { return }
        lastAgent += 1
        newAgents.append(.task(tasks.count))
        taskIndex[key] = tasks.count
        tasks.append(TaskImage(key: key, submitted: entry, agent: lastAgent))
    }

    /// Nothing was begun of the plan that was edited: its sub-tasks are none of the task any more,
    /// and their rows say so.
    private func replacePlan(_ task: Int, _ entry: LogBatch.Entry) {
        for member in tasks[task].members.values {
            subtasks[member].isChanged = true
            subtasks[member].status = .skipped
            subtasks[member].reason = batch[entry, WorkField.source]
            subtasks[member].endedAt = entry.recordedAt
        }
        tasks[task].members = [:]
        tasks[task].firstPlanned = nil
        tasks[task].lastPlanned = nil
    }

    private func plan(_ task: Int, _ entry: LogBatch.Entry) {
        guard let number = batch[entry, WorkField.subtask].integer,
            tasks[task].members[number] == nil
        else { return }
        lastAgent += 1
        newAgents.append(.subtask(subtasks.count))
        tasks[task].members[number] = subtasks.count
        tasks[task].firstPlanned = tasks[task].firstPlanned ?? entry.position
        tasks[task].lastPlanned = entry.position
        subtasks.append(
            SubtaskImage(
                task: tasks[task].key, number: number, position: entry.position, agent: lastAgent,
                planned: entry))
    }

    private func endSubtask(_ task: Int, _ entry: LogBatch.Entry) {
        guard let number = batch[entry, WorkField.subtask].integer,
            let member = tasks[task].members[number], !subtasks[member].status.hasEnded
        else { return }
        subtasks[member].isChanged = true
        subtasks[member].endedAt = entry.recordedAt
        switch entry.type {
        case .subtaskFinished:
            tasks[task].subtasksFinished += 1
            subtasks[member].status = .finished
            subtasks[member].outcome = batch[entry, WorkField.outcome]
            subtasks[member].resultText = batch[entry, WorkField.text]
            subtasks[member].resultAttempt = batch[entry, WorkField.attempt]
            subtasks[member].result = batch[entry, WorkField.firstText]
        case .subtaskFailed:
            tasks[task].subtasksFailed += 1
            subtasks[member].status = .failed
            subtasks[member].reason = batch[entry, WorkField.reason]
        default:
            tasks[task].subtasksSkipped += 1
            subtasks[member].status = .skipped
            subtasks[member].skippedBecause = batch[entry, WorkField.because].integer
        }
    }

    /// The whole task pauses, goes on or ends.
    private func change(_ task: Int, _ entry: LogBatch.Entry) {
        switch entry.type {
        case .taskPaused:
            tasks[task].status = .paused
            tasks[task].reason = batch[entry, WorkField.reason]
        case .taskResumed:
            if isWord(tasks[task].reason, "all-subtasks-failed") {
                let members = tasks[task].members.values
                reopen(members.filter { subtasks[$0].status != .finished }, of: task)
            }
            tasks[task].resumptions += 1
            carryOn(task)
        case .taskReopened:
            let numbers = batch.string(batch[entry, WorkField.subtasks]).split { !$0.isNumber }
            reopen(numbers.compactMap { Int64($0).flatMap { tasks[task].members[$0] } }, of: task)
            tasks[task].resultText = .null
            tasks[task].resultAttempt = .null
            carryOn(task)
        case .taskCancelled:
            tasks[task].status = .cancelled
            tasks[task].endedAt = entry.recordedAt
            tasks[task].reason = batch[entry, WorkField.reason]
            tasks[task].cause = .null
            for member in tasks[task].members.values where !subtasks[member].status.hasEnded {
                subtasks[member].status = .cancelled
                subtasks[member].endedAt = entry.recordedAt
                subtasks[member].isChanged = true
            }
        case .taskFinished:
            let isWhole = isWord(batch[entry, WorkField.status], "succeeded")
            tasks[task].status = isWhole ? .succeeded : .partial
            tasks[task].endedAt = entry.recordedAt
            tasks[task].resultText = batch[entry, WorkField.result]
            tasks[task].resultAttempt = batch[entry, WorkField.attempt]
            tasks[task].result = batch[entry, WorkField.firstText]
        case .taskFailed:
            tasks[task].status = .failed
            tasks[task].endedAt = entry.recordedAt
            tasks[task].reason = batch[entry, WorkField.reason]
            tasks[task].cause = batch[entry, WorkField.cause]
        default: break
        }
    }

    private func carryOn(_ task: Int) {
        tasks[task].status = .running
        tasks[task].reason = .null
        tasks[task].cause = .null
        tasks[task].endedAt = nil
    }

    /// Sub-tasks that have ended get another chance.
    private func reopen(_ members: [Int], of task: Int) {
        for member in members {
            switch subtasks[member].status {
            case .finished: tasks[task].subtasksFinished -= 1
            case .failed: tasks[task].subtasksFailed -= 1
            case .skipped: tasks[task].subtasksSkipped -= 1
            case .pending, .running, .cancelled: continue
            }
            subtasks[member].reopen()
        }
    }
}
