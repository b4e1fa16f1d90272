internal import Ledger
internal import Projections

/// What was spent, as a table whose rows add up to its last line.
struct CostText {
    let report: CostReport

    init(_ report: CostReport) {
        self.report = report
    }

    var text: String {
        var table = Table([
            (title, .left), ("Attempts", .right), ("Prompt", .right), ("Cached", .right),
            ("Completion", .right), ("Reasoning", .right), ("Cost", .right),
        ])
        if report.grouping != .nothing {
            table.rows = report.rows.map { Self.row($0.key, $0.sums) }
        }
        table.rows.append(Self.row("Total", report.total))
        return table.text + inDoubt
    }

    private var title: String {
        switch report.grouping {
        case .account: "Account"
        case .model: "Model"
        case .task: "Task"
        case .day: "Day (UTC)"
        case .kind: "Kind"
        case .nothing: ""
        }
    }

    private static func row(_ name: String, _ sums: CostSums) -> [String] {
        let counts = [
            sums.attempts, sums.promptTokens, sums.cachedTokens, sums.completionTokens,
            sums.reasoningTokens,
        ]
        return [name] + counts.map { Count.text($0) }
            + [MoneyText.text(sums.cost, label: sums.label)]
    }

    /// What may have been billed beyond the total; empty if nothing.
    private var inDoubt: String {
        let doubt = report.inDoubt
        guard doubt.attempts > 0 else { return "" }
        let bounded = doubt.attempts - doubt.unbounded
        let bound =
            if doubt.unbounded == 0 {
                "at most $\(doubt.ticksMax.usd)"
            } else if bounded == 0 {
                "without a bound"
            } else {
                "at most $\(doubt.ticksMax.usd) for \(Count.text(bounded)) of them, without a "
                    + "bound for \(Count.text(doubt.unbounded))"
            }
        return "In doubt: \(Count.text(doubt.attempts, "attempt")), \(bound)\n"
    }
}

extension CostSums {
    /// What the settled cost means: `reported`, `computed`, `stated`, `partial` or `unknown`.
    var label: String {
        if doubtfulAttempts > 0 { return ticks == 0 ? "unknown" : "partial" }
        if computedAnswers > 0 { return "computed" }
        return statedAttempts > 0 ? "stated" : "reported"
    }
}
