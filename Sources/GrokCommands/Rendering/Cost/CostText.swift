internal import Ledger
internal import Projections

/// What was spent, as a table whose rows add up to its last line.
struct CostText {
    private static let barWidth = 20

    let view: CostView
    let zone: LocalZone
    /// A bar beside each row, for a terminal.
    let showsBars: Bool

    init(_ view: CostView, _ zone: LocalZone = .utc, showsBars: Bool = false) {
        self.view = view
        self.zone = zone
        self.showsBars = showsBars
    }

    var text: String {
        var table = Table(columns)
        let rows = view.flattened(scale: 1_000)
        let most = rows.filter { $0.depth == 0 }.map(\.row.sums.ticks).max() ?? 0
        if !view.groupings.isEmpty {
            table.rows = rows.map { row, depth, share in
                let bar = showsBars ? [Self.bar(row.sums.ticks, of: most)] : []
                return names(row, depth) + figures(row.sums) + [Shares.percent(share)] + bar
            }
        }
        let blanks = [String](repeating: "", count: nameColumns - 1)
        let whole = view.groupings.isEmpty ? [] : [view.total.ticks > 0 ? "100.0%" : ""]
        table.rows.append(
            ["Total"] + blanks + figures(view.total) + whole
                + (hasBars ? [""] : []))
        return table.text + inDoubt
    }

    private var hasBars: Bool { showsBars && !view.groupings.isEmpty }
    private var nameColumns: Int { view.isNested ? 1 : max(1, view.groupings.count) }

    private var columns: [(title: String, alignment: Table.Alignment)] {
        let titles = view.groupings.map { CostColumns.title($0, zone) }
        let names = view.isNested ? [titles.joined(separator: ", ")] : titles
        var columns: [(title: String, alignment: Table.Alignment)] = []
        for name in names.isEmpty ? [""] : names { columns.append((name, .left)) }
        let figures =
            ["Attempts"] + extras.map(\.title)
            + ["Prompt", "Cached", "Completion", "Reasoning", "Cost"]
        for title in figures { columns.append((title, .right)) }
        if !view.groupings.isEmpty { columns.append(("Share", .right)) }
        if hasBars { columns.append(("", .left)) }
        return columns
    }

    /// Columns that are there only if there is something in them.
    private var extras: [(title: String, count: (CostSums) -> Int64)] {
        let all: [(title: String, count: (CostSums) -> Int64)] = [
            ("Failed", { $0.failed }), ("Unknown", { $0.unknown }), ("Open", { $0.open }),
        ]
        return all.filter { $0.count(view.total) > 0 }
    }

    private func names(_ row: CostView.Row, _ depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        let keys = row.restOf.map { [CostColumns.others($0)] } ?? row.keys.map(CostColumns.name)
        let blanks = [String](repeating: "", count: max(0, nameColumns - keys.count))
        return [indent + (keys.first ?? "")] + keys.dropFirst() + blanks
    }

    private func figures(_ sums: CostSums) -> [String] {
        let counts =
            [sums.attempts] + extras.map { $0.count(sums) } + [
                sums.promptTokens, sums.cachedTokens, sums.completionTokens, sums.reasoningTokens,
            ]
        return counts.map { Count.text($0) } + [MoneyText.text(sums.cost, label: sums.label)]
    }

    /// In eighths of a column.
    static func bar(_ ticks: Int64, of most: Int64) -> String {
        guard most > 0, ticks > 0 else { return "" }
        let eighths = max(1, Shares.of(Int64(barWidth * 8), among: [ticks, most - ticks])[0])
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: Int(eighths / 8)) + parts[Int(eighths % 8)]
    }

    /// What may have been billed beyond the total; empty if nothing.
    private var inDoubt: String {
        let doubt = view.total.inDoubt
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
