internal import Ledger
internal import Orchestration

/// Where amounts do not agree, as a table.
struct DriftText {
    let report: DriftReport

    init(_ report: DriftReport) {
        self.report = report
    }

    var text: String {
        let rows = report.rows
        var table = Table([
            ("Requested", .left), ("Served", .left), ("Answers", .right), ("Reported", .right),
            ("Computed", .right), ("Difference", .right), ("Likely cause", .left),
        ])
        table.rows = rows.map { key, sums in
            [
                CostColumns.name(key.requested), CostColumns.name(key.served),
                Count.text(sums.answers), "$" + sums.reported.usd,
                sums.computed.map { "$" + $0.usd } ?? "?",
                sums.difference.map(MoneyText.signed) ?? "?", Self.cause(key),
            ]
        }
        let odd = rows.reduce(0) { $0 + $1.sums.answers }
        var summary = "\(Count.text(report.answers - odd)) of "
        summary += Count.text(report.answers, "answer") + " as asked and as computed"
        if report.unreported > 0 {
            summary += "; no amount was reported of " + Count.text(report.unreported, "answer")
        }
        return (rows.isEmpty ? "" : table.text) + summary + "\n"
    }

    private static func cause(_ key: DriftReport.Key) -> String {
        switch key.cause {
        case nil: "another model served, and it was billed as such"
        case .noPrice: "the price book has no price for the model that served"
        case .requestedModel: "billed as the model that was asked for"
        case .listPrice: "billed by xAI's list"
        case .longContext: "a long prompt costs twice as much"
        case .regional: "a tenth more, as in some regions"
        case .toolCalls: "server-side tool calls"
        case .discount: "a discount or promotion"
        case .surcharge: "a faster tier or another surcharge"
        }
    }
}

/// What `ledger drift --json` prints.
struct DriftJSON: Encodable {
    struct Row: Encodable {
        let requested: String
        let served: String
        @Nullable var cause: String?
        let answers: Int64
        let reportedTicks: Int64
        @Nullable var computedTicks: Int64?
        @Nullable var differenceTicks: Int64?
    }

    let answers: Int64
    let unreported: Int64
    let rows: [Row]

    init(_ report: DriftReport) {
        answers = report.answers
        unreported = report.unreported
        rows = report.rows.map { key, sums in
            Row(
                requested: key.requested, served: key.served, cause: key.cause?.rawValue,
                answers: sums.answers, reportedTicks: sums.reported.count,
                computedTicks: sums.computed?.count, differenceTicks: sums.difference?.count)
        }
    }
}
