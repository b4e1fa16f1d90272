internal import Foundation
internal import GRDB
package import Ledger

extension OrchestrationDatabase {
    /// The tasks, the newest first.
    package func tasks(limit: Int = .max) throws(ProjectionError) -> [TaskRow] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM tasks ORDER BY position DESC LIMIT ?",
                arguments: [Int64(limit)]
            ).map(TaskRow.init)
        }
    }

    /// One task; nil if there is none with this id.
    package func task(_ id: TaskID) throws(ProjectionError) -> TaskRow? {
        try reading { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM tasks WHERE id = ?", arguments: [id.text]
            ).map(TaskRow.init)
        }
    }

    /// The sub-tasks of a task, in the plan's order.
    package func subtasks(of task: TaskID) throws(ProjectionError) -> [SubtaskRow] {
        let attempts = Dictionary(grouping: try attempts(of: task)) { $0.subtask }
        return try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT subtasks.* FROM tasks JOIN subtasks ON task_id = id
                        AND subtasks.position BETWEEN first_planned AND last_planned
                    WHERE id = ? ORDER BY subtask
                    """,
                arguments: [task.text]
            ).map { try SubtaskRow($0, attempts[$0["subtask"]] ?? []) }
        }
    }

    /// The attempts of a task, in the order in which they started.
    package func attempts(of task: TaskID) throws(ProjectionError) -> [AttemptRow] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM attempts WHERE task_id = ? ORDER BY position",
                arguments: [task.text]
            ).map(AttemptRow.init)
        }
    }

    /// The saved documents, the newest first.
    package func documents(limit: Int = .max) throws(ProjectionError) -> [DocumentRow] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, task_id, title, format, created_at,
                        length(CAST(content AS BLOB)) AS bytes
                    FROM documents ORDER BY id DESC LIMIT ?
                    """,
                arguments: [Int64(limit)]
            ).map { row in
                DocumentRow(
                    id: row["id"], task: row["task_id"], title: row["title"],
                    format: row["format"], createdAt: row["created_at"], bytes: row["bytes"])
            }
        }
    }
}

extension CostSums {
    /// The sums of a row of `tasks` or `subtasks`.
    fileprivate init(_ row: Row) {
        self.init()
        answered = row["answered"]
        failed = row["failed"]
        unknown = row["unknown"]
        open = row["attempts"] - answered - failed - unknown
        promptTokens = row["prompt_tokens"]
        cachedTokens = row["cached_tokens"]
        completionTokens = row["completion_tokens"]
        reasoningTokens = row["reasoning_tokens"]
        ticks = row["ticks"]
        computedAnswers = row["computed_answers"]
        doubtfulAttempts = row["doubtful_attempts"]
        doubtfulTicks = row["doubtful_ticks"]
        doubtfulUnbounded = row["doubtful_unbounded"]
        statedAttempts = row["stated_attempts"]
    }
}

extension TaskRow {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"], description: row["description"],
            descriptionText: row["description_text"], status: row["status"],
            reason: row["reason"], requestedStrategy: row["requested_strategy"],
            effectiveStrategy: row["effective_strategy"], routing: row["routing"],
            submittedAt: Timestamp(microseconds: row["submitted_at"]),
            endedAt: (row["ended_at"] as Int64?).map(Timestamp.init(microseconds:)),
            runMicroseconds: row["run_us"], resultText: row["result_text"],
            subtasks: row["subtasks"], subtasksFinished: row["subtasks_finished"],
            subtasksFailed: row["subtasks_failed"], subtasksSkipped: row["subtasks_skipped"],
            documents: row["documents"], sums: CostSums(row))
    }
}

extension SubtaskRow {
    /// - Parameter attempts: Those that were made for it, in their order.
    fileprivate init(_ row: Row, _ attempts: [AttemptRow]) throws(ProjectionError) {
        let dependencies = Data((row["dependencies"] as String).utf8)
        var sums = CostSums()
        for attempt in attempts { try sums.add(CostSums(attempt)) }
        self.init(
            number: row["subtask"], name: row["name"], description: row["description"],
            complexity: row["complexity"],
            dependencies: (try? JSONDecoder().decode([Int].self, from: dependencies)) ?? [],
            status: row["status"], reason: row["reason"], skippedBecause: row["skipped_because"],
            outcome: row["outcome"], resultText: row["result_text"],
            account: attempts.last?.account, model: attempts.last?.model,
            servedModel: attempts.last { $0.servedModel != nil }?.servedModel, sums: sums)
    }
}

extension CostSums {
    fileprivate init(_ attempt: AttemptRow) {
        self.init()
        switch attempt.state {
        case "answered": answered = 1
        case "failed": failed = 1
        case "unknown": unknown = 1
        case "resolved": (unknown, statedAttempts) = (1, 1)
        default: open = 1
        }
        promptTokens = attempt.usage?.promptTokens ?? 0
        cachedTokens = attempt.usage?.cachedTokens ?? 0
        completionTokens = attempt.usage?.completionTokens ?? 0
        reasoningTokens = attempt.usage?.reasoningTokens ?? 0
        ticks = attempt.ticks?.count ?? 0
        if attempt.label == "computed" { computedAnswers = 1 }
        guard open + unknown - statedAttempts == 1 || attempt.label == "unknown" else { return }
        doubtfulAttempts = 1
        doubtfulTicks = attempt.holdTicks?.count ?? 0
        if attempt.holdTicks == nil { doubtfulUnbounded = 1 }
    }
}

extension AttemptRow {
    fileprivate init(_ row: Row) {
        var usage: TokenUsage?
        if let prompt = row["prompt_tokens"] as Int64? {
            usage = TokenUsage(
                prompt: prompt, cached: row["cached_tokens"] ?? 0,
                completion: row["completion_tokens"] ?? 0, reasoning: row["reasoning_tokens"] ?? 0)
        }
        self.init(
            position: row["position"], id: row["id"], kind: row["kind"], subtask: row["subtask"],
            round: row["round"], number: row["number"], account: row["account"], key: row["key"],
            model: row["model"], servedModel: row["served_model"], state: row["state"],
            outcome: row["outcome"], reason: row["reason"], status: row["status"],
            startedAt: Timestamp(microseconds: row["started_at"]),
            endedAt: (row["ended_at"] as Int64?).map(Timestamp.init(microseconds:)),
            durationMs: row["duration_ms"], usage: usage, label: row["label"],
            ticks: (row["ticks"] as Int64?).map(Ticks.init),
            holdTicks: (row["hold_ticks"] as Int64?).map(Ticks.init))
    }
}
