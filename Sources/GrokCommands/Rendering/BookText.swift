internal import Ledger
internal import Orchestration

/// Prices for people: US dollars for a million tokens.
enum BookText {
    static func cells(_ row: DatedBook.Row) -> [String] {
        let long = row.longContext
        return [
            CostColumns.name(row.model), row.validFrom.description,
            row.validTo?.description ?? "",
        ] + amounts(row.rates) + [long.map { Count.text($0.fromPromptTokens) } ?? ""]
            + (long.map { amounts($0.rates) } ?? ["", "", ""])
    }

    /// What one book has and another has not: `-` of the old one, `+` of the new one.
    static func difference(removed: [DatedBook.Row], added: [DatedBook.Row]) -> String {
        var table = Table([("", .left), ("", .left), ("", .left), ("", .left)])
        table.showsTitles = false
        let rows = removed.map { ("-", $0) } + added.map { ("+", $0) }
        // The same model's rows stand together, the old ones first.
        let sorted = rows.enumerated().sorted {
            ($0.element.1.model, $0.offset) < ($1.element.1.model, $1.offset)
        }
        table.rows = sorted.map { _, row in
            [row.0, CostColumns.name(row.1.model), days(row.1), rates(row.1)]
        }
        return table.text
    }

    static func days(_ row: DatedBook.Row) -> String {
        "from \(row.validFrom)" + (row.validTo.map { " to \($0)" } ?? "")
    }

    /// `$2.00 / 0.50 / 6.00, from 200,000 tokens $4.00 / 1.00 / 12.00`.
    static func rates(_ row: DatedBook.Row) -> String {
        let base = "$" + amounts(row.rates).joined(separator: " / ")
        guard let long = row.longContext else { return base }
        return base + ", from \(Count.text(long.fromPromptTokens)) tokens $"
            + amounts(long.rates).joined(separator: " / ")
    }

    private static func amounts(_ rates: DatedBook.Rates) -> [String] {
        // No price is above 10⁹ ticks, so a million tokens fit.
        [rates.input, rates.cached, rates.output].map { Ticks($0 * 1_000_000).usd }
    }
}
