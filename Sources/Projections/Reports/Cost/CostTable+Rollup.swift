internal import GRDB

// Attempts that have ended, as the rollups hold them.
extension CostTable {
    /// What the attempts of a dimension have in common.
    private struct Dimension {
        let cell: CostCell
        let outcome: String
        let label: String
    }

    mutating func addRollup(_ database: Database) throws {
        let dimensions = try dimensions(database)
        let (columns, length): (String, Int64) =
            switch query.source {
            case .totals: ("0, * FROM stats_totals", 1)
            case .days: ("* FROM stats_days", LocalZone.microsecondsPerDay)
            default: ("* FROM stats_quarters", LocalZone.microsecondsPerQuarter)
            }
        let statement = try database.cachedStatement(sql: "SELECT \(columns)\(bounds)")
        defer { statement.rewind() }
        if query.source != .totals {
            statement.set(1, (query.since ?? .min) / length)
            statement.set(2, (query.until ?? .max) / length)
        }
        var last: (period: Int64, time: Int32)?
        while try statement.step() {
            guard let dimension = dimensions[statement.int64(1)] else { continue }
            let period = statement.int64(0)
            if period != last?.period { last = (period, time(period * length)) }
            try add(Self.sums(statement, dimension), dimension.cell, time: last?.time ?? 0)
        }
    }

    private var bounds: String {
        switch query.source {
        case .totals: " ORDER BY dimension"
        case .days: " WHERE day >= ? AND day < ? ORDER BY day, dimension"
        default: " WHERE quarter >= ? AND quarter < ? ORDER BY quarter, dimension"
        }
    }

    /// Those that the query includes.
    private mutating func dimensions(_ database: Database) throws -> [Int64: Dimension] {
        let statement = try database.cachedStatement(
            sql: "SELECT id, account, served_model, kind, outcome, label FROM dimensions")
        defer { statement.rewind() }
        var dimensions: [Int64: Dimension] = [:]
        while try statement.step() {
            let attempt = Attempt(
                account: statement.string(1), model: statement.string(2),
                kind: statement.string(3), outcome: statement.string(4))
            guard query.includes(account: attempt.account, model: attempt.model) else { continue }
            dimensions[statement.int64(0)] = Dimension(
                cell: cell(attempt), outcome: attempt.outcome, label: statement.string(5))
        }
        return dimensions
    }

    private static func sums(_ statement: Statement, _ dimension: Dimension) -> CostSums {
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
}
