internal import GRDB

extension OrchestrationDatabase {
    /// What was spent. Fast however many calls there were: except for tasks, it reads the daily
    /// rollup and the attempts that have not ended.
    package func costs(by grouping: CostGrouping) throws(ProjectionError) -> CostReport {
        try reading { database in
            if grouping == .task {
                return try CostReport(by: .task, rows: try Self.costsByTask(database))
            }
            var table = CostTable(grouping)
            try table.addEnded(database)
            try table.addOpen(database)
            return try CostReport(by: grouping, rows: table.rows)
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
            var row = CostReport.Row(key: statement.string(0))
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

/// Adds up the cells of the daily rollup by anything but tasks.
private struct CostTable {
    private let grouping: CostGrouping
    private var index: [String: Int] = [:]
    private var unsorted: [CostReport.Row] = []

    init(_ grouping: CostGrouping) {
        self.grouping = grouping
    }

    /// What tells a row of `dimensions` from another, as far as a report is concerned.
    private struct Dimension {
        let key: String
        let outcome: String
        let label: String
    }

    /// Attempts that have ended.
    mutating func addEnded(_ database: Database) throws {
        let dimensions = try dimensions(database)
        let statement = try database.cachedStatement(
            sql: """
                SELECT day, dimension, attempts, prompt_tokens, cached_tokens, completion_tokens,
                    reasoning_tokens, ticks, doubtful_ticks, doubtful_unbounded
                FROM stats_days ORDER BY day, dimension
                """)
        defer { statement.rewind() }
        var day: (number: Int64, row: Int)?
        while try statement.step() {
            guard let dimension = dimensions[statement.int64(1)] else { continue }
            let row: Int
            if grouping == .day {
                let number = statement.int64(0)
                if let day, day.number == number {
                    row = day.row
                } else {
                    row = self.row(Self.text(day: number))
                    day = (number, row)
                }
            } else {
                row = self.row(dimension.key)
            }
            try unsorted[row].sums.add(Self.cell(statement, dimension))
        }
    }

    private static func cell(_ statement: Statement, _ dimension: Dimension) -> CostSums {
        var sums = CostSums()
        let attempts = statement.int64(2)
        switch dimension.outcome {
        case "failed": sums.failed = attempts
        case "unknown": sums.unknown = attempts
        default: sums.answered = attempts
        }
        if dimension.label == "computed" { sums.computedAnswers = attempts }
        let isResolved = dimension.outcome == "unknown" && dimension.label != "unknown"
        if isResolved { sums.statedAttempts = attempts }
        if dimension.label == "unknown" { sums.doubtfulAttempts = attempts }
        sums.promptTokens = statement.int64(3)
        sums.cachedTokens = statement.int64(4)
        sums.completionTokens = statement.int64(5)
        sums.reasoningTokens = statement.int64(6)
        sums.ticks = statement.int64(7)
        sums.doubtfulTicks = statement.int64(8)
        sums.doubtfulUnbounded = statement.int64(9)
        return sums
    }

    private func dimensions(_ database: Database) throws -> [Int64: Dimension] {
        let column =
            switch grouping {
            case .account: "account"
            case .model: "served_model"
            case .kind: "kind"
            case .day, .task, .nothing: "''"
            }
        let rows = try Row.fetchAll(
            database, sql: "SELECT id, \(column), outcome, label FROM dimensions")
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (row[0] as Int64, Dimension(key: row[1], outcome: row[2], label: row[3]))
            })
    }

    /// Attempts that have not ended.
    mutating func addOpen(_ database: Database) throws {
        let column =
            switch grouping {
            case .account: "account"
            case .model: "model"
            case .kind: "kind"
            case .day: "date(started_at / 1000000, 'unixepoch')"
            case .task, .nothing: "''"
            }
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT \(column), hold_ticks FROM attempts WHERE state = 'open' ORDER BY position"
        )
        while let found = try rows.next() {
            var sums = CostSums()
            sums.open = 1
            sums.doubtfulAttempts = 1
            let hold: Int64? = found[1]
            sums.doubtfulTicks = hold ?? 0
            sums.doubtfulUnbounded = hold == nil ? 1 : 0
            try unsorted[row(found[0])].sums.add(sums)
        }
    }

    private mutating func row(_ key: String) -> Int {
        if let found = index[key] { return found }
        index[key] = unsorted.count
        unsorted.append(CostReport.Row(key: key))
        return unsorted.count - 1
    }

    private static func text(day: Int64) -> String {
        String(SQLTimestamp(microseconds: day * 86_400_000_000).text.prefix(10))
    }

    var rows: [CostReport.Row] {
        let kinds = ["decomposition", "subtask", "aggregation"]
        return unsorted.sorted { left, right in
            switch grouping {
            // So that account-10 comes after account-9.
            case .account: (left.key.count, left.key) < (right.key.count, right.key)
            case .kind:
                (kinds.firstIndex(of: left.key) ?? 3, left.key)
                    < (kinds.firstIndex(of: right.key) ?? 3, right.key)
            default: left.key < right.key
            }
        }
    }
}
