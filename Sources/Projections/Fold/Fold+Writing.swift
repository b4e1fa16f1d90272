internal import GRDB

// Each row that the batch concerns is written once.
extension Fold {
    func write() throws {
        try withWriters { writers in
            try writeAttempts(writers)
            try writeConversations(writers)
            try writeAgents(writers)
            try writeTasks(writers)
            try writeSubtasks(writers)
            try writeDocuments(writers)
        }
    }

    /// Writes what is added up over many batches. To be called before a commit.
    func writeSums() throws {
        try withWriters { try money.write($0) }
    }

    private func withWriters(_ body: (Writers) throws -> Void) throws {
        try batch.memory.withUnsafeBufferPointer { memory in
            try loaded.withUnsafeBufferPointer { loaded in
                let nothing = UnsafePointer(("" as StaticString).utf8Start)
                try body(
                    Writers(
                        database: database, memory: memory.baseAddress ?? nothing,
                        loaded: loaded.baseAddress ?? nothing))
            }
        }
    }

    /// Makes writers of rows whose texts lie in the batch or in the fold.
    struct Writers {
        let database: Database
        let memory: UnsafePointer<UInt8>
        let loaded: UnsafePointer<UInt8>

        func callAsFunction(_ sql: String) throws -> RowWriter {
            RowWriter(
                try database.cachedStatement(sql: sql), memory: memory, loaded: loaded)
        }

        /// Inserts `rows` rows into a table that numbers them: several in one statement, because
        /// each statement looks up and stores where the numbering has got.
        func insert<Rows: RandomAccessCollection>(
            _ rows: Rows, into table: String, _ columns: [String],
            _ put: (Rows.Element, inout RowWriter) throws -> Void
        ) throws {
            let group = 64 / columns.count
            var rest = rows[...]
            if rest.count >= group {
                let sql = Fold.insertion(table, columns, rows: group)
                var writer = RowWriter(
                    try database.cachedStatement(sql: sql), memory: memory, loaded: loaded,
                    rows: group)
                while rest.count >= group {
                    for row in rest.prefix(group) {
                        try put(row, &writer)
                        try writer.run()
                    }
                    rest = rest.dropFirst(group)
                }
            }
            guard !rest.isEmpty else { return }
            var writer = try self(Fold.insertion(table, columns))
            for row in rest {
                try put(row, &writer)
                try writer.run()
            }
        }
    }

    static func insertion(_ table: String, _ columns: [String], rows: Int = 1) -> String {
        let row = "(" + Array(repeating: "?", count: columns.count).joined(separator: ", ") + ")"
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
            + Array(repeating: row, count: rows).joined(separator: ", ")
    }

    // MARK: - Attempts

    private func writeAttempts(_ writer: Writers) throws {
        guard !attempts.isEmpty else { return }
        var insert = try writer(Self.insertAttempt)
        var update = try writer(Self.updateAttempt)
        var resolve = try writer(Self.resolveAttempt)
        for attempt in attempts {
            if let started = attempt.started {
                putStart(started, into: &insert)
                putEnd(attempt.ended, into: &insert)
                try insert.run()
            } else if let ended = attempt.ended {
                putEnd(ended, into: &update)
                update.put(attempt.position)
                try update.run()
            }
            if let resolved = attempt.resolved {
                let ticks = batch[resolved, AttemptField.ticks]
                resolve.put(ticks.isNull ? "unbilled" : "stated")
                resolve.put(ticks)
                resolve.put(resolved.position)
                resolve.put(attempt.position)
                try resolve.run()
            }
        }
    }

    private static let resolveAttempt = """
        UPDATE attempts SET state = 'resolved', label = ?, ticks = ?, resolved_position = ?
        WHERE position = ?
        """

    private static let endColumns = [
        "state", "ended_position", "ended_at", "served_model", "outcome", "reason", "status",
        "prompt_tokens", "cached_tokens", "completion_tokens", "reasoning_tokens", "label", "ticks",
        "answer_text", "error_text", "duration_ms",
    ]
    private static let insertAttempt = """
        INSERT INTO attempts (position, id, task_id, kind, subtask, round, number,
            account, key, model, hold_ticks, request_text, window_requests, window_ms, started_at,
            \(endColumns.joined(separator: ", ")))
        VALUES (\(Array(repeating: "?", count: 15 + endColumns.count).joined(separator: ", ")))
        """
    private static let updateAttempt = """
        UPDATE attempts SET \(endColumns.map { $0 + " = ?" }.joined(separator: ", "))
        WHERE position = ?
        """

    private static let startFields: [AttemptField] = [
        .kind, .subtask, .round, .number, .account, .key, .model, .holdTicks, .request,
        .windowRequests, .windowMs,
    ]
    private static let endFields: [AttemptField] = [
        .servedModel, .outcome, .reason, .status, .promptTokens, .cachedTokens, .completionTokens,
        .reasoningTokens, .label, .ticks,
    ]

    private func putStart(_ entry: LogBatch.Entry, into row: inout RowWriter) {
        row.put(entry.position)
        row.put(batch[entry, AttemptField.id])
        row.put(entry.task)
        for field in Self.startFields { row.put(batch[entry, field]) }
        row.put(entry.recordedAt)
    }

    private func putEnd(_ entry: LogBatch.Entry?, into row: inout RowWriter) {
        guard let entry else {
            row.put("open")
            for _ in Self.endColumns.dropFirst() { row.putNull() }
            return
        }
        switch entry.type {
        case .attemptAnswered: row.put("answered")
        case .attemptFailed: row.put("failed")
        default: row.put("unknown")
        }
        row.put(entry.position)
        row.put(entry.recordedAt)
        for field in Self.endFields { row.put(batch[entry, field]) }
        let text = batch[entry, AttemptField.text]
        row.put(text.isNull ? batch[entry, AttemptField.partialText] : text)
        row.put(batch[entry, AttemptField.error])
        row.put(batch[entry, AttemptField.durationMs])
    }

    // MARK: - The documented tables

    private func writeConversations(_ writers: Writers) throws {
        let columns = [
            "task_id", "type", "messages", "model", "tokens", "cost", "created_at", "cost_ticks",
            "label", "served_model", "account", "subtask", "outcome", "attempt",
        ]
        try writers.insert(conversations, into: "conversations", columns) { conversation, row in
            let (entry, attempt) = conversation
            row.put(entry.task)
            row.put(batch[entry, AttemptField.kind])
            row.put(batch[entry, AttemptField.messages])
            row.put(batch[entry, AttemptField.model])
            row.put(tokens(entry))
            let ticks = batch[entry, AttemptField.ticks].integer
            row.put(ticks.map { Double($0) / 1e10 })
            row.put(timestamp: entry.recordedAt)
            row.put(ticks)
            row.put(batch[entry, AttemptField.label])
            row.put(batch[entry, AttemptField.servedModel])
            row.put(batch[entry, AttemptField.account])
            row.put(batch[entry, AttemptField.subtask])
            row.put(batch[entry, AttemptField.outcome])
            row.put(attempt)
        }
    }

    /// All the tokens of an answer; nil if the provider's figures contradict each other.
    private func tokens(_ entry: LogBatch.Entry) -> Int64? {
        guard let prompt = batch[entry, AttemptField.promptTokens].integer,
            let completion = batch[entry, AttemptField.completionTokens].integer,
            let reasoning = batch[entry, AttemptField.reasoningTokens].integer
        else { return nil }
        return prompt + completion + reasoning
    }

    private func writeDocuments(_ writer: Writers) throws {
        guard !documents.isEmpty else { return }
        var row = try writer(
            """
            INSERT INTO documents (task_id, title, content, format, created_at)
            VALUES (?, coalesce(?, ''), coalesce(?, ''), ?, ?)
            """)
        for entry in documents {
            row.put(entry.task)
            row.put(batch[entry, WorkField.firstText])
            row.put(batch[entry, WorkField.secondText])
            row.put(batch[entry, WorkField.format])
            row.put(timestamp: entry.recordedAt)
            try row.run()
        }
    }

    /// The prompts that come with the program are there from the first moment on.
    func writePrompts(openedAt: Int64) throws {
        let created = SQLTimestamp(microseconds: openedAt).text
        for prompt in prompts {
            try database.execute(
                sql: """
                    INSERT INTO prompts (name, template, variables, description, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    prompt.name, prompt.template, prompt.variablesJSON, prompt.description,
                    created,
                ])
        }
    }
}
