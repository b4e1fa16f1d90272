internal import GRDB

// What attempts cost differently than their events say.
extension CostTable {
    /// Adds the corrections of those attempts that the query includes, each where its attempt
    /// counts.
    mutating func addAdjustments(_ database: Database) throws {
        // Other prices know nothing of what was billed.
        guard query.repricing == nil else { return }
        let statement = try database.cachedStatement(
            sql: """
                SELECT attempts.ended_at, account, coalesce(served_model, model), kind, state,
                    outcome, label, hold_ticks, task_id, attempts.id, adjustments.ticks
                FROM adjustments JOIN attempts ON attempts.id = adjustments.attempt
                WHERE adjustments.position <= ? ORDER BY adjustments.position
                """)
        defer { statement.rewind() }
        statement.set(1, query.asOf ?? .max)
        var tags: TaskTags?
        var settled: Set<String> = []
        while try statement.step() {
            let known = try tags ?? TaskTags(query, database)
            tags = known
            let task = statement.string(8)
            let at = statement.int64(0)
            let attempt = Attempt(
                account: statement.string(1), model: statement.string(2),
                kind: statement.string(3),
                outcome: Self.outcome(
                    state: statement.string(4), outcome: statement.optionalString(5)),
                task: task, tag: known.value(of: task))
            guard known.includes(task), query.includes(task: task, at: at),
                query.includes(account: attempt.account, model: attempt.model)
            else { continue }
            var sums = CostSums()
            sums.ticks = statement.int64(10)
            // The first says what nobody knew.
            if statement.optionalString(6) == "unknown",
                settled.insert(statement.string(9)).inserted
            {
                sums.doubtfulAttempts = -1
                sums.doubtfulTicks = -statement.int64(7)
                sums.doubtfulUnbounded = statement.isNull(7) ? -1 : 0
                sums.statedAttempts = 1
            }
            try add(sums, cell(attempt), time: time(at))
        }
    }
}
