internal import Ledger
internal import Orchestration

/// What `orchestrate diff` prints for people.
struct RunDifferenceText {
    private let difference: RunDifference

    init(_ difference: RunDifference) {
        self.difference = difference
    }

    func text(withTexts: Bool) -> String {
        var result = tasks + "\n" + parts
        guard withTexts else { return result }
        for part in difference.parts {
            guard let lines = part.lines, !lines.isEmpty else { continue }
            result += "\n\(part.name)\n\n"
            result += lines.removed.map { "- \($0.number): \($0.line)\n" }.joined()
            result += lines.added.map { "+ \($0.number): \($0.line)\n" }.joined()
        }
        return result
    }

    private var tasks: String {
        var table = Table([("", .left), ("A", .left), ("B", .left)])
        func add(_ name: String, _ value: (TaskReport) -> String) {
            table.rows.append([name, value(difference.left), value(difference.right)])
        }
        add("Task ID") { $0.state.submitted?.task.text ?? "" }
        let (left, right) = difference.descriptions
        table.rows.append([
            "Task", DisplayWidth.shortened(left, to: 36),
            left == right ? "the same" : DisplayWidth.shortened(right, to: 36),
        ])
        if difference.left.state.submitted?.forkedFrom != nil
            || difference.right.state.submitted?.forkedFrom != nil
        {
            add("Forked from") { $0.state.submitted?.forkedFrom?.task.text ?? "" }
            add("Inherited") { report in
                report.state.inherited.isEmpty
                    ? ""
                    : "\(Count.text(report.state.inherited.count, "answer")), "
                        + "$\(ForkText.ticks(report.state).usd) paid there"
            }
        }
        add("Status") { $0.status }
        add("Strategy") {
            ($0.state.plan?.effectiveStrategy ?? $0.state.options.strategy).rawValue
        }
        add("Sub-tasks") { Count.text($0.state.subtasks.count) }
        add("Attempts") { Count.text($0.total.attempts) }
        add("Tokens") { Count.text($0.total.usage.totalTokens) }
        add("Cost") { MoneyText.text($0.total.cost) }
        add("Execution time") { Count.duration(milliseconds: $0.durationMs) }
        return table.text
    }

    private var parts: String {
        var table = Table([
            ("Part", .left), ("Model A", .left), ("Cost A", .right), ("Model B", .left),
            ("Cost B", .right), ("Text", .left),
        ])
        for part in difference.parts {
            table.rows.append([
                DisplayWidth.shortened(part.name, to: 32), part.left?.model ?? "",
                Self.cost(part.left), part.right?.model ?? "", Self.cost(part.right),
                Self.texts(part),
            ])
        }
        return table.text
    }

    private static func cost(_ side: RunDifference.Side?) -> String {
        guard let side else { return "" }
        if side.isInherited { return "inherited" }
        return side.work.attempts == 0 ? "$0.00" : MoneyText.text(side.work.cost)
    }

    private static func texts(_ part: RunDifference.Part) -> String {
        if let lines = part.lines {
            return lines.isEmpty
                ? "the same"
                : "\(Count.text(lines.removed.count)) lines less, "
                    + "\(Count.text(lines.added.count)) more"
        }
        let sides = [part.left?.text == nil ? nil : "A", part.right?.text == nil ? nil : "B"]
        return sides.compactMap { $0 }.first.map { "only in \($0)" } ?? "none"
    }
}
