internal import Projections

/// What was spent, as a table for a Markdown document: the columns of the plain one.
struct CostMarkdown {
    let view: CostView
    let zone: LocalZone

    init(_ view: CostView, _ zone: LocalZone) {
        self.view = view
        self.zone = zone
    }

    var text: String {
        let names = view.groupings.map { CostColumns.title($0, zone) }
        let titles =
            (view.isNested ? [names.joined(separator: ", ")] : names.isEmpty ? [""] : names) + [
                "Attempts", "Answered", "Failed", "Unknown", "Open", "Prompt", "Cached",
                "Completion", "Reasoning", "Cost", "Share",
            ]
        let nameCount = titles.count - 11
        let rules = titles.indices.map { $0 < nameCount ? "---" : "---:" }
        var lines = [titles, rules]
        if !view.groupings.isEmpty {
            for (row, depth, share) in view.flattened(scale: 1_000) {
                let keys = row.restOf.map { [CostColumns.others($0)] } ?? row.keys.map(Self.escaped)
                let indent = String(repeating: "&emsp;", count: depth)
                let blanks = [String](repeating: "", count: max(0, nameCount - keys.count))
                let cells = [indent + (keys.first ?? "")] + keys.dropFirst() + blanks
                lines.append(cells + Self.figures(row.sums) + [Shares.percent(share)])
            }
        }
        let blanks = [String](repeating: "", count: nameCount - 1)
        lines.append(
            ["**Total**"] + blanks + Self.figures(view.total)
                + [view.total.ticks > 0 ? "100.0%" : ""])
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func figures(_ sums: CostSums) -> [String] {
        [
            sums.attempts, sums.answered, sums.failed, sums.unknown, sums.open, sums.promptTokens,
            sums.cachedTokens, sums.completionTokens, sums.reasoningTokens,
        ].map { Count.text($0) }
            + [escaped(MoneyText.text(sums.cost, label: sums.label))]
    }

    /// `text` where it means nothing but itself.
    private static func escaped(_ text: String) -> String {
        CostColumns.name(text).reduce(into: "") { result, character in
            if "\\|`*_<>[]~".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
