internal import GRDB
package import Ledger

extension OrchestrationDatabase {
    /// What was spent. Fast however many calls there were, unless it is asked about tasks or about
    /// moments within a quarter of an hour.
    package func costs(_ query: CostQuery) throws(ProjectionError) -> CostReport {
        try reading { database in
            switch query.source {
            case .tasks:
                let rows = try Self.costsByTask(database)
                // Adjustments are found by their attempts.
                guard try Self.hasAdjustments(database) else {
                    return try CostReport(by: [.task], rows: rows)
                }
                return try Self.costsOfAttempts(query, database)
            case .attempts: return try Self.costsOfAttempts(query, database)
            case .totals, .days, .quarters:
                var table = CostTable(query)
                try table.addRollup(database)
                try table.addAttempts(database, only: "state = 'open'")
                try table.addAdjustments(database)
                // The clock of a place that is so many seconds ahead, as in the year 1970.
                if table.period?.isMisaligned == true {
                    return try Self.costsOfAttempts(query, database)
                }
                return try table.report()
            }
        }
    }

    package func costs(by grouping: CostGrouping) throws(ProjectionError) -> CostReport {
        try costs(CostQuery(by: [grouping]))
    }

    private static func costsOfAttempts(
        _ query: CostQuery, _ database: Database
    ) throws -> CostReport {
        var table = CostTable(query)
        try table.addAttempts(database, only: "1")
        try table.addAdjustments(database)
        try table.orderTasks { each in
            let statement = try database.cachedStatement(sql: "SELECT id, position FROM tasks")
            defer { statement.rewind() }
            while try statement.step() { each(statement.string(0), statement.int64(1)) }
        }
        return try table.report()
    }

    private static func hasAdjustments(_ database: Database) throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM adjustments)") ?? false
    }

    /// What was corrected of an attempt, in order.
    package func adjustments(
        of attempt: EventID
    ) throws(ProjectionError) -> [(position: Int64, ticks: Ticks)] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: "SELECT position, ticks FROM adjustments WHERE attempt = ? ORDER BY position",
                arguments: [attempt.text]
            ).map { (position: $0[0] as Int64, ticks: Ticks($0[1] as Int64)) }
        }
    }

    private static func costsByTask(_ database: Database) throws -> [CostReport.Row] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, attempts - answered - failed - unknown, answered, failed, unknown,
                    prompt_tokens, cached_tokens, completion_tokens, reasoning_tokens, ticks,
                    computed_answers, doubtful_attempts, doubtful_ticks, doubtful_unbounded,
                    stated_attempts
                FROM tasks ORDER BY position
                """)
        defer { statement.rewind() }
        var rows: [CostReport.Row] = []
        while try statement.step() {
            var row = CostReport.Row([statement.string(0)])
            row.sums.open = statement.int64(1)
            row.sums.answered = statement.int64(2)
            row.sums.failed = statement.int64(3)
            row.sums.unknown = statement.int64(4)
            row.sums.promptTokens = statement.int64(5)
            row.sums.cachedTokens = statement.int64(6)
            row.sums.completionTokens = statement.int64(7)
            row.sums.reasoningTokens = statement.int64(8)
            row.sums.ticks = statement.int64(9)
            row.sums.computedAnswers = statement.int64(10)
            row.sums.doubtfulAttempts = statement.int64(11)
            row.sums.doubtfulTicks = statement.int64(12)
            row.sums.doubtfulUnbounded = statement.int64(13)
            row.sums.statedAttempts = statement.int64(14)
            rows.append(row)
        }
        return rows
    }
}
