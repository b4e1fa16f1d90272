internal import GRDB

// The documented table `agents`: one row for a task, one for each of its sub-tasks, saying the same
// as theirs in the documented words.
extension Fold {
    func writeAgents(_ writer: Writers) throws {
        if !newAgents.isEmpty {
            var insert = try writer(Self.insertAgent)
            for agent in newAgents {
                switch agent {
                case .task(let index): putNew(tasks[index], into: &insert)
                case .subtask(let index): putNew(subtasks[index], into: &insert)
                }
                try insert.run()
            }
        }
        guard !tasks.isEmpty else { return }
        var update = try writer(Self.updateAgent)
        for task in tasks where task.submitted == nil {
            putState(of: task, into: &update)
            update.put(task.agent)
            try update.run()
        }
        for subtask in subtasks where subtask.planned == nil && subtask.isChanged {
            putState(of: subtask, into: &update)
            update.put(subtask.agent)
            try update.run()
        }
    }

    private static let insertAgent = """
        INSERT INTO agents (id, task_id, agent_type, subtask, created_at, status, result, error,
            completed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, \(errorText), ?)
        """
    // A result stays: what an agent has found is not unfound.
    private static let updateAgent = """
        UPDATE agents SET status = ?, result = coalesce(?, result), error = \(errorText),
            completed_at = ?
        WHERE id = ?
        """
    /// What went wrong, and because of what.
    private static let errorText = "? || coalesce(': ' || ?, '')"

    private func putNew(_ task: TaskImage, into row: inout RowWriter) {
        row.put(task.agent)
        row.put(task.key)
        row.put("super")
        row.putNull()
        row.put(timestamp: task.submitted?.recordedAt)
        putState(of: task, into: &row)
    }

    private func putNew(_ subtask: SubtaskImage, into row: inout RowWriter) {
        row.put(subtask.agent)
        row.put(subtask.task)
        row.put("sub")
        row.put(subtask.number)
        row.put(timestamp: subtask.planned?.recordedAt)
        putState(of: subtask, into: &row)
    }

    private func putState(of task: TaskImage, into row: inout RowWriter) {
        row.put(task.status.agentStatus)
        row.put(task.result ?? .null)
        row.put(task.status == .failed ? task.reason : .null)
        row.put(task.status == .failed ? task.cause : .null)
        row.put(timestamp: task.endedAt)
    }

    private func putState(of subtask: SubtaskImage, into row: inout RowWriter) {
        row.put(subtask.status.agentStatus)
        row.put(subtask.result ?? .null)
        switch subtask.status {
        case .failed:
            row.put(subtask.reason)
            row.putNull()
        case .skipped:
            row.put("skipped")
            row.put(copying: subtask.skippedBecause.map { "no result of sub-task \($0)" })
        default:
            row.putNull()
            row.putNull()
        }
        row.put(timestamp: subtask.endedAt)
    }
}
