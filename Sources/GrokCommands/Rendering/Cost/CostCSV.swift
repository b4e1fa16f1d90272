internal import Ledger
internal import Projections

/// What was spent, as rows for a spreadsheet: exact, and without a total, so that summing a column
/// counts everything once. Of a nested report the innermost rows.
struct CostCSV {
    private static let figures = [
        "attempts", "answered", "failed", "unknown", "open", "prompt_tokens", "cached_tokens",
        "completion_tokens", "reasoning_tokens", "ticks", "usd", "label", "share_ppm",
    ]

    let view: CostView

    init(_ view: CostView) {
        self.view = view
    }

    var text: String {
        var lines = [view.groupings.map(\.rawValue) + Self.figures]
        var path: [String] = []
        for (row, depth, share) in view.flattened(scale: 1_000_000) {
            path = Array(path.prefix(depth)) + row.keys
            guard row.children.isEmpty else { continue }
            lines.append(names(path, row) + Self.figures(row.sums, share))
        }
        return lines.map { $0.map(CSVField.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private func names(_ path: [String], _ row: CostView.Row) -> [String] {
        guard let rest = row.restOf else { return path }
        let blanks = [String](repeating: "", count: view.groupings.count)
        return Array([CostColumns.others(rest)] + blanks.dropFirst())
    }

    private static func figures(_ sums: CostSums, _ share: Int64?) -> [String] {
        [
            sums.attempts, sums.answered, sums.failed, sums.unknown, sums.open, sums.promptTokens,
            sums.cachedTokens, sums.completionTokens, sums.reasoningTokens, sums.ticks,
        ].map { String($0) } + [sums.cost.usd, sums.label, share.map { String($0) } ?? ""]
    }
}
