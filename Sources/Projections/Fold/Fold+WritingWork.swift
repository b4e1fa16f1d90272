internal import GRDB

// The rows of tasks, sub-tasks and their agents.
extension Fold {
    func writeTasks(_ writer: Writers) throws {
        guard !tasks.isEmpty else { return }
        var insert = try writer(Self.insertTask)
        var update = try writer(Self.updateTask)
        for task in tasks {
            if let submitted = task.submitted {
                putSubmitted(task, submitted, into: &insert)
                putState(of: task, into: &insert)
                try insert.run()
            } else {
                putState(of: task, into: &update)
                update.put(task.position)
                try update.run()
            }
        }
    }

    private static let submittedColumns = [
        "position", "id", "agent", "description", "description_text", "context_text",
        "output_file_text", "requested_strategy", "routing", "tags", "submitted_at",
    ]
    private static let submittedFields: [WorkField] = [
        .firstText, .description, .context, .outputFile, .strategy, .routing, .tags,
    ]
    private static let taskColumns =
        [
            "status", "reason", "cause", "effective_strategy", "recommended_strategy",
            "result_text", "result_attempt", "ended_at", "last_at", "run_us", "documents",
            "plans_refused", "resumptions", "first_planned", "last_planned", "subtasks",
            "subtasks_finished", "subtasks_failed",
            "subtasks_skipped",
        ] + WorkSums.columns
    private static let insertTask = insertion("tasks", submittedColumns + taskColumns)
    private static let updateTask = """
        UPDATE tasks SET \(taskColumns.map { $0 + " = ?" }.joined(separator: ", "))
        WHERE position = ?
        """

    private func putSubmitted(
        _ task: TaskImage, _ entry: LogBatch.Entry, into row: inout RowWriter
    ) {
        row.put(task.position)
        row.put(task.key)
        row.put(task.agent)
        for field in Self.submittedFields { row.put(batch[entry, field]) }
        row.put(entry.recordedAt)
    }

    private func putState(of task: TaskImage, into row: inout RowWriter) {
        row.put(task.status.name)
        row.put(task.reason)
        row.put(task.cause)
        row.put(task.effectiveStrategy)
        row.put(task.recommendedStrategy)
        row.put(task.resultText)
        row.put(task.resultAttempt)
        row.put(task.endedAt)
        row.put(task.lastAt)
        row.put(task.runMicroseconds)
        row.put(task.documents)
        row.put(task.plansRefused)
        row.put(task.resumptions)
        row.put(task.firstPlanned)
        row.put(task.lastPlanned)
        row.put(Int64(task.members.count))
        row.put(task.subtasksFinished)
        row.put(task.subtasksFailed)
        row.put(task.subtasksSkipped)
        task.sums.put(into: &row)
    }

    func writeSubtasks(_ writer: Writers) throws {
        guard !subtasks.isEmpty else { return }
        var insert = try writer(Self.insertSubtask)
        var update = try writer(Self.updateSubtask)
        for subtask in subtasks {
            if let planned = subtask.planned {
                putPlanned(subtask, planned, into: &insert)
                putState(of: subtask, into: &insert)
                try insert.run()
            } else if subtask.isChanged {
                putState(of: subtask, into: &update)
                update.put(subtask.position)
                try update.run()
            }
        }
    }

    private static let plannedColumns = [
        "position", "task_id", "subtask", "agent", "name", "description", "name_text",
        "description_text", "complexity", "dependencies", "planned_at",
    ]
    private static let plannedFields: [WorkField] = [
        .firstText, .secondText, .name, .description, .complexity, .dependencies,
    ]
    private static let subtaskColumns = [
        "status", "reason", "skipped_because", "outcome", "ended_at", "result_text",
        "result_attempt",
    ]
    private static let insertSubtask = insertion("subtasks", plannedColumns + subtaskColumns)
    private static let updateSubtask = """
        UPDATE subtasks SET \(subtaskColumns.map { $0 + " = ?" }.joined(separator: ", "))
        WHERE position = ?
        """

    private func putPlanned(
        _ subtask: SubtaskImage, _ entry: LogBatch.Entry, into row: inout RowWriter
    ) {
        row.put(subtask.position)
        row.put(subtask.task)
        row.put(subtask.number)
        row.put(subtask.agent)
        for field in Self.plannedFields { row.put(batch[entry, field]) }
        row.put(entry.recordedAt)
    }

    private func putState(of subtask: SubtaskImage, into row: inout RowWriter) {
        row.put(subtask.status.name)
        row.put(subtask.reason)
        row.put(subtask.skippedBecause)
        row.put(subtask.outcome)
        row.put(subtask.endedAt)
        row.put(subtask.resultText)
        row.put(subtask.resultAttempt)
    }
}
