internal import Ledger
internal import Projections

/// What `ledger cost --json` prints.
struct CostJSON: Encodable {
    /// What a row stands for is some of these keys; none of them in the total.
    struct Row: Encodable {
        var account: String?
        var model: String?
        var task: String?
        var hour: String?
        var day: String?
        var week: String?
        var month: String?
        var kind: String?
        var outcome: String?
        var tag: String?
        /// How many rows this one stands for, if it is what a limit left over.
        var others: Int?
        let attempts: Int64
        let answered: Int64
        let failed: Int64
        let unknown: Int64
        let open: Int64
        let promptTokens: Int64
        let cachedTokens: Int64
        let completionTokens: Int64
        let reasoningTokens: Int64
        let ticks: Int64
        let usd: String
        let label: String
        /// Millionths of the total's ticks. Null when nothing was spent.
        @Nullable var sharePpm: Int64?
        /// The parts, with `--breakdown`.
        var rows: [Row]?
    }

    struct InDoubt: Encodable {
        let attempts: Int64
        /// Null when there is no bound.
        @Nullable var ticksMax: Int64?
    }

    let timezone: String
    @Nullable var since: String?
    @Nullable var until: String?
    /// The position of the last event that counts, with `--as-of`; left out without it.
    let asOfPosition: Int64?
    /// What `--prices` said; left out without it.
    let prices: String?
    let rows: [Row]
    let total: Row
    let inDoubt: InDoubt

    init(_ view: CostView, _ query: CostQuery, prices: String?) {
        self.prices = prices
        asOfPosition = query.asOf
        timezone = query.zone.name
        since = query.since.map { Clock.json(Timestamp(microseconds: $0)) }
        until = query.until.map { Clock.json(Timestamp(microseconds: $0)) }
        let scale: Int64 = 1_000_000
        var flat = view.flattened(scale: scale)[...]
        rows = Self.rows(&flat, depth: 0, view)
        total = Row(view.total, share: view.total.ticks > 0 ? scale : nil)
        let doubt = view.total.inDoubt
        inDoubt = InDoubt(
            attempts: doubt.attempts, ticksMax: doubt.unbounded == 0 ? doubt.ticksMax.count : nil)
    }

    /// Takes the rows of one depth off `flat`, each with those below it.
    private static func rows(
        _ flat: inout ArraySlice<(row: CostView.Row, depth: Int, share: Int64?)>, depth: Int,
        _ view: CostView
    ) -> [Row] {
        var result: [Row] = []
        while let next = flat.first, next.depth == depth {
            flat.removeFirst()
            var json = Row(next.row.sums, share: next.share)
            json.others = next.row.restOf
            if next.row.restOf == nil {
                let groupings = view.isNested ? [view.groupings[depth]] : view.groupings
                for (grouping, key) in zip(groupings, next.row.keys) { json.name(grouping, key) }
            }
            if !next.row.children.isEmpty { json.rows = rows(&flat, depth: depth + 1, view) }
            result.append(json)
        }
        return result
    }
}

extension CostJSON.Row {
    init(_ sums: CostSums, share: Int64?) {
        attempts = sums.attempts
        answered = sums.answered
        failed = sums.failed
        unknown = sums.unknown
        open = sums.open
        promptTokens = sums.promptTokens
        cachedTokens = sums.cachedTokens
        completionTokens = sums.completionTokens
        reasoningTokens = sums.reasoningTokens
        ticks = sums.ticks
        usd = sums.cost.usd
        label = sums.label
        sharePpm = share
    }

    fileprivate mutating func name(_ grouping: CostGrouping, _ key: String) {
        switch grouping {
        case .account: account = key
        case .model: model = key
        case .task: task = key
        case .hour: hour = key
        case .day: day = key
        case .week: week = key
        case .month: month = key
        case .kind: kind = key
        case .outcome: outcome = key
        case .tag: tag = key
        }
    }
}
