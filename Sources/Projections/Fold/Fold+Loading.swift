internal import GRDB

// Rows of earlier batches that this one goes on with.
extension Fold {
    /// The image of a task and its sub-tasks; nil if nobody submitted it.
    func task(_ key: TaskKey) throws -> Int? {
        if let index = taskIndex[key] { return index }
        let statement = try database.cachedStatement(sql: Self.taskQuery)
        defer { statement.rewind() }
        key.withBytes { statement.set(1, copying: $0, count: TaskKey.count) }
        guard try statement.step() else { return nil }
        guard let status = TaskImage.Status(rawValue: statement.string(2)) else {
            throw ProjectionError.unexpected("a task is \(statement.string(2))")
        }
        var task = TaskImage(
            key: key, position: statement.int64(0), agent: statement.int64(1), status: status,
            lastAt: statement.int64(3))
        task.reason = load(statement, 4)
        task.cause = load(statement, 5)
        task.effectiveStrategy = load(statement, 6)
        task.recommendedStrategy = load(statement, 7)
        task.resultText = load(statement, 8)
        task.resultAttempt = load(statement, 9)
        task.endedAt = statement.optionalInt64(10)
        task.runMicroseconds = statement.int64(11)
        task.documents = statement.int64(12)
        task.plansRefused = statement.int64(13)
        task.resumptions = statement.int64(14)
        task.subtasksFinished = statement.int64(15)
        task.subtasksFailed = statement.int64(16)
        task.subtasksSkipped = statement.int64(17)
        task.sums = WorkSums(statement, from: 18)
        try loadSubtasks(&task)
        taskIndex[key] = tasks.count
        tasks.append(task)
        return tasks.count - 1
    }

    private static let taskQuery = """
        SELECT position, agent, status, last_at, reason, cause, effective_strategy,
            recommended_strategy, result_text, result_attempt, ended_at, run_us, documents,
            plans_refused, resumptions, subtasks_finished, subtasks_failed, subtasks_skipped,
            \(WorkSums.columns.joined(separator: ", "))
        FROM tasks WHERE id = ?
        """

    private func loadSubtasks(_ task: inout TaskImage) throws {
        let statement = try database.cachedStatement(sql: Self.subtaskQuery)
        defer { statement.rewind() }
        task.key.withBytes { statement.set(1, copying: $0, count: TaskKey.count) }
        while try statement.step() {
            guard let status = SubtaskImage.Status(rawValue: statement.string(3)) else {
                throw ProjectionError.unexpected("a sub-task is \(statement.string(3))")
            }
            var subtask = SubtaskImage(
                task: task.key, number: statement.int64(0), position: statement.int64(1),
                agent: statement.int64(2), planned: nil)
            subtask.status = status
            subtask.reason = load(statement, 4)
            subtask.skippedBecause = statement.optionalInt64(5)
            subtask.outcome = load(statement, 6)
            subtask.endedAt = statement.optionalInt64(7)
            subtask.resultText = load(statement, 8)
            subtask.resultAttempt = load(statement, 9)
            task.members[subtask.number] = subtasks.count
            subtasks.append(subtask)
        }
    }

    private static let subtaskQuery = """
        SELECT subtask, position, agent, status, reason, skipped_because, outcome, ended_at,
            result_text, result_attempt
        FROM subtasks WHERE task_id = ? ORDER BY subtask
        """

    /// The image of an attempt; nil if nobody started it.
    func attempt(_ id: Name) throws -> Int? {
        if let index = attemptIndex[id] { return index }
        let statement = try database.cachedStatement(
            sql: "SELECT position, state <> 'open' FROM attempts WHERE id = ?")
        defer { statement.rewind() }
        statement.set(1, copying: id.uuid)
        guard try statement.step() else { return nil }
        attemptIndex[id] = attempts.count
        var attempt = AttemptImage(started: nil, position: statement.int64(0))
        attempt.hasEnded = statement.int64(1) != 0
        attempts.append(attempt)
        return attempts.count - 1
    }
}
