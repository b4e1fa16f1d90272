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
        task.firstPlanned = statement.optionalInt64(15)
        task.lastPlanned = statement.optionalInt64(16)
        task.subtasksFinished = statement.int64(17)
        task.subtasksFailed = statement.int64(18)
        task.subtasksSkipped = statement.int64(19)
        task.sums = WorkSums(statement, from: 20)
        try loadSubtasks(&task)
        taskIndex[key] = tasks.count
        tasks.append(task)
        return tasks.count - 1
    }

    private static let taskQuery = """
        SELECT position, agent, status, last_at, reason, cause, effective_strategy,
            recommended_strategy, result_text, result_attempt, ended_at, run_us, documents,
            plans_refused, resumptions, first_planned, last_planned, subtasks_finished,
            subtasks_failed, subtasks_skipped,
            \(WorkSums.columns.joined(separator: ", "))
        FROM tasks WHERE id = ?
        """

    /// They lie close together, because a plan is recorded at once: no index is needed.
    private func loadSubtasks(_ task: inout TaskImage) throws {
        guard let first = task.firstPlanned, let last = task.lastPlanned else { return }
        let statement = try database.cachedStatement(sql: Self.subtaskQuery)
        defer { statement.rewind() }
        statement.set(1, first)
        statement.set(2, last)
        task.key.withBytes { statement.set(3, copying: $0, count: TaskKey.count) }
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
        FROM subtasks WHERE position BETWEEN ? AND ? AND task_id = ? ORDER BY position
        """

    /// The attempts that have not ended, with the positions of their rows.
    static func openAttempts(_ database: Database) throws -> [Name: Int64] {
        let statement = try database.makeStatement(
            sql: "SELECT id, position FROM attempts WHERE state = 'open'")
        var open: [Name: Int64] = [:]
        while try statement.step() {
            if let id = Name(hexadecimal: statement.bytes(0)) { open[id] = statement.int64(1) }
        }
        return open
    }

    /// The attempts of unknown outcome that nobody has resolved.
    static func doubtfulAttempts(
        _ database: Database
    ) throws -> [Name: (position: Int64, endedAt: Int64)] {
        let statement = try database.makeStatement(
            sql: "SELECT id, position, ended_at FROM attempts WHERE state = 'unknown'")
        var doubtful: [Name: (position: Int64, endedAt: Int64)] = [:]
        while try statement.step() {
            guard let id = Name(hexadecimal: statement.bytes(0)) else { continue }
            doubtful[id] = (statement.int64(1), statement.int64(2))
        }
        return doubtful
    }
}
