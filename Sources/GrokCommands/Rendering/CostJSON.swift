internal import Ledger
internal import Projections

/// What `ledger cost --json` prints.
struct CostJSON: Encodable {
    /// What a row stands for is one of these keys; none of them in the total.
    struct Row: Encodable {
        var account: String?
        var model: String?
        var task: String?
        var day: String?
        let attempts: Int64
        let promptTokens: Int64
        let cachedTokens: Int64
        let completionTokens: Int64
        let reasoningTokens: Int64
        let ticks: Int64
        let usd: String
        let label: String
    }

    struct InDoubt: Encodable {
        let attempts: Int64
        /// Null when there is no bound.
        @Nullable var ticksMax: Int64?
    }

    let rows: [Row]
    let total: Row
    let inDoubt: InDoubt

    init(_ report: CostReport) {
        rows = report.rows.map { row in
            var json = Row(row.sums)
            switch report.grouping {
            case .account: json.account = row.key
            case .model: json.model = row.key
            case .task: json.task = row.key
            case .day: json.day = row.key
            case .kind, .nothing: break
            }
            return json
        }
        total = Row(report.total)
        let doubt = report.inDoubt
        inDoubt = InDoubt(
            attempts: doubt.attempts, ticksMax: doubt.unbounded == 0 ? doubt.ticksMax.count : nil)
    }
}

extension CostJSON.Row {
    init(_ sums: CostSums) {
        attempts = sums.attempts
        promptTokens = sums.promptTokens
        cachedTokens = sums.cachedTokens
        completionTokens = sums.completionTokens
        reasoningTokens = sums.reasoningTokens
        ticks = sums.ticks
        usd = sums.cost.usd
        label = sums.label
    }
}
