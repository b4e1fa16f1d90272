internal import GRDB
internal import Ledger

// Attempts one by one.
extension CostTable {
    /// Adds those attempts that the query includes.
    ///
    /// - Parameter only: A condition in SQL, of the program's own making.
    mutating func addAttempts(_ database: Database, only: String) throws {
        let tags = try TaskTags(query, database)
        let tasks =
            query.tasks.isEmpty
            ? "" : " AND task_id IN (\(query.tasks.map { _ in "?" }.joined(separator: ", ")))"
        let statement = try database.cachedStatement(
            sql: """
                SELECT started_at, ended_at, account, model, served_model, kind, state, outcome,
                    label, prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens,
                    ticks, hold_ticks, task_id, ended_position, resolved_position
                FROM attempts WHERE position <= ? AND \(only)\(tasks) ORDER BY position
                """)
        defer { statement.rewind() }
        let last = query.asOf ?? .max
        statement.set(1, last)
        for (place, task) in query.tasks.enumerated() {
            statement.set(Int32(place) + 2, copying: task.text)
        }
        while try statement.step() {
            let row = AttemptLine(statement, asOf: last)
            guard query.includes(time: row.at), tags.includes(row.task) else { continue }
            let attempt = Attempt(
                account: row.account, model: row.model, kind: row.kind,
                outcome: Self.outcome(state: row.state, outcome: row.outcome), task: row.task,
                tag: tags.value(of: row.task))
            guard query.includes(account: attempt.account, model: attempt.model) else { continue }
            var sums = row.sums
            if let price = query.repricing, row.state == "answered" {
                let cost = try row.usage.flatMap {
                    try price(attempt.model, Timestamp(microseconds: row.at), $0)
                }
                sums.reprice(cost)
            }
            try add(sums, cell(attempt), time: time(row.at))
        }
    }

    /// An attempt that a person has resolved had an unknown outcome.
    static func outcome(state: String, outcome: String?) -> String {
        switch state {
        case "answered": outcome ?? ""
        case "resolved": "unknown"
        default: state
        }
    }
}

/// An attempt as it stood when some event was the last one.
private struct AttemptLine {
    private let statement: Statement
    private let isEnded: Bool
    let state: String

    /// - Parameter asOf: The position of that event.
    init(_ statement: Statement, asOf: Int64) {
        self.statement = statement
        isEnded = !statement.isNull(16) && statement.int64(16) <= asOf
        let known = statement.string(6)
        if !isEnded {
            state = "open"
        } else if known == "resolved", statement.int64(17) > asOf {
            state = "unknown"
        } else {
            state = known
        }
    }

    /// Where it counts: one that has not ended when it started.
    var at: Int64 { statement.int64(isEnded ? 1 : 0) }
    var account: String { statement.string(2) }
    var model: String {
        isEnded ? statement.optionalString(4) ?? statement.string(3) : statement.string(3)
    }
    var kind: String { statement.string(5) }
    var outcome: String? { statement.optionalString(7) }
    var task: String { statement.string(15) }

    /// Nil if the provider's figures contradict each other.
    var usage: TokenUsage? {
        guard isEnded, let prompt = statement.optionalInt64(9) else { return nil }
        return TokenUsage(
            prompt: prompt, cached: statement.int64(10), completion: statement.int64(11),
            reasoning: statement.int64(12))
    }

    var sums: CostSums {
        var sums = CostSums()
        let label = statement.optionalString(8)
        switch state {
        case "answered": sums.answered = 1
        case "failed": sums.failed = 1
        case "unknown": sums.unknown = 1
        case "resolved": (sums.unknown, sums.statedAttempts) = (1, 1)
        default: sums.open = 1
        }
        let isOpenOrUnknown = state == "open" || state == "unknown"
        if !isOpenOrUnknown {
            sums.promptTokens = statement.int64(9)
            sums.cachedTokens = statement.int64(10)
            sums.completionTokens = statement.int64(11)
            sums.reasoningTokens = statement.int64(12)
            sums.ticks = statement.int64(13)
            if label == "computed" { sums.computedAnswers = 1 }
            guard label == "unknown" else { return sums }
        }
        sums.doubtfulAttempts = 1
        sums.doubtfulTicks = statement.int64(14)
        sums.doubtfulUnbounded = statement.isNull(14) ? 1 : 0
        return sums
    }
}

extension CostSums {
    /// An answer costs something else, or nobody knows what.
    fileprivate mutating func reprice(_ cost: Ticks?) {
        ticks = cost?.count ?? 0
        computedAnswers = cost == nil ? 0 : 1
        doubtfulAttempts = cost == nil ? 1 : 0
        // What was held for it was a bound by other prices.
        doubtfulTicks = 0
        doubtfulUnbounded = cost == nil ? 1 : 0
    }
}
