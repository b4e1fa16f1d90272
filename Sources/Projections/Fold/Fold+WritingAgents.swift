internal import GRDB

// The documented table `agents`: one row for a task, one for each of its sub-tasks, saying the same
// as theirs in the documented words.
extension Fold {
    func writeAgents(_ writers: Writers) throws {
        let columns = [
            "id", "task_id", "agent_type", "subtask", "created_at", "status", "result", "error",
            "completed_at",
        ]
        try writers.insert(newAgents, into: "agents", columns) { agent, row in
            switch agent {
            case .task(let index): putNew(tasks[index], into: &row)
            case .subtask(let index): putNew(subtasks[index], into: &row)
            }
        }
        guard !tasks.isEmpty else { return }
        // A result stays: what an agent has found is not unfound.
        var update = try writers(
            """
            UPDATE agents SET status = ?, result = coalesce(?, result), error = ?, completed_at = ?
            WHERE id = ?
            """)
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
        if task.status == .failed {
            let cause = task.cause.isNull ? "" : ": " + string(task.cause)
            row.put(copying: string(task.reason) + cause)
        } else if task.status == .cancelled {
            row.put("cancelled")
        } else {
            row.putNull()
        }
        row.put(timestamp: task.endedAt)
    }

    private func putState(of subtask: SubtaskImage, into row: inout RowWriter) {
        row.put(subtask.status.agentStatus)
        row.put(subtask.result ?? .null)
        switch subtask.status {
        case .failed: row.put(subtask.reason)
        case .skipped where subtask.skippedBecause == nil:
            row.put(copying: "replaced: the plan was edited")
        case .skipped:
            let because = subtask.skippedBecause.map(String.init) ?? "?"
            row.put(copying: "skipped: no result of sub-task " + because)
        case .cancelled: row.put("cancelled")
        default: row.putNull()
        }
        row.put(timestamp: subtask.endedAt)
    }
}
