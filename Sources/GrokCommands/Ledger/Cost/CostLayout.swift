internal import ArgumentParser

/// What rows of a report are ordered by.
enum CostOrder: String, ExpressibleByArgument, CaseIterable {
    /// Accounts by their numbers, tasks by their submission, times as they passed.
    case key
    /// The most first.
    case cost, tokens, attempts
}

/// How the form that a report is printed in is called.
enum CostFormat: String, EnumerableFlag {
    case csv, markdown

    static func help(for value: CostFormat) -> ArgumentHelp? {
        switch value {
        case .csv: "Print CSV: every column, exact, without the total."
        case .markdown: "Print a Markdown table."
        }
    }
}

/// How the rows of a report are laid out.
struct CostLayout: ParsableArguments {
    @Flag(help: "Nest each grouping below the one before, with sums for each.")
    var breakdown = false

    @Option(help: "The order of the rows: key, cost, tokens or attempts.")
    var order: CostOrder?

    @Option(help: ArgumentHelp("At most so many rows; one more has the rest.", valueName: "n"))
    var limit: Int?

    @Option(
        help: ArgumentHelp(
            "The rows that cost most: --order cost --limit n.", valueName: "n"))
    var top: Int?

    @Flag(exclusivity: .exclusive)
    var format: CostFormat?

    @Option(
        help: ArgumentHelp(
            "Draw the cost over time, stacked by account, or by model with --by-model.",
            valueName: "file.svg"))
    var chart: String?

    func validate() throws {
        for (value, option) in [(limit, "--limit"), (top, "--top")] {
            if let value, !(1...1_000_000).contains(value) {
                throw ValidationError("\(option) must be between 1 and 1000000, not \(value).")
            }
        }
        if top != nil, limit != nil || order != nil {
            throw ValidationError("--top stands for --order cost and --limit: give only --top.")
        }
    }

    /// Whether nothing was asked.
    var isPlain: Bool {
        !breakdown && order == nil && rowsMax == nil && format == nil && chart == nil
    }

    var rowOrder: CostOrder { order ?? (top == nil ? .key : .cost) }
    var rowsMax: Int? { limit ?? top }
}
