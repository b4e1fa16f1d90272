internal import Ledger
internal import Orchestration

/// A plan as people read it: a table, a tree, and what it will probably cost.
struct PlanText {
    let view: PlanView

    init(_ view: PlanView) {
        self.view = view
    }

    /// `status` says more than the log knows.
    func text(status: String? = nil) throws -> String {
        try head(status) + "\n" + table().text + "\n" + PlanTree(view).text() + "\n"
            + Self.estimate(view.estimate, shape: view.shape, history: hasHistory)
    }

    private func head(_ status: String?) throws -> String {
        let state = view.state
        var rows: [(String, String)] = []
        if let submitted = state.submitted {
            let description = try view.text(submitted.description)
            rows.append(("Task", DisplayWidth.shortened(description, to: 80)))
        }
        rows.append(("Status", status ?? FailureText.text(state.phase)))
        if let plan = state.plan {
            rows.append(("Plan", EventSummary.text(.planAdopted(plan))))
        }
        let doubt = MoneyText.doubt(view.report.total.cost).map { " (\($0))" } ?? ""
        rows.append(("Spent so far", MoneyText.text(view.report.total.cost) + doubt))
        return Fields.text(rows)
    }

    private var hasHistory: Bool {
        view.estimate.calls.contains {
            if case .history = $0.basis { return true }
            return false
        }
    }

    private func table() throws -> Table {
        var table = Table([
            ("#", .right), ("Sub-task", .left), ("After", .left), ("Complexity", .left),
            ("Model", .left), ("p50", .right), ("p90", .right), ("At most", .right),
            ("From", .left),
        ])
        for subtask in view.state.subtasks {
            let planned = subtask.planned
            let name = DisplayWidth.shortened(try view.text(planned.name), to: 24)
            let after = planned.dependencies.map(String.init).joined(separator: ", ")
            let call = view.estimate(of: .subtask(planned.subtask))
            table.rows.append(
                [
                    String(planned.subtask), name, after, planned.complexity.rawValue,
                    view.state.options.models[subtask.role],
                ]
                    + (call.map(Self.cells)
                        ?? ["", "", "", FailureText.status(subtask.status, in: view.state.phase)]))
        }
        for call in view.estimate.calls where call.call.kind == .aggregation {
            table.rows.append(
                ["", CallText.text(call.call), "", "", call.model] + Self.cells(call))
        }
        return table
    }

    private static func cells(_ call: CallEstimate) -> [String] {
        [amount(call.p50), amount(call.p90), amount(call.bound), basis(call.basis)]
    }

    static func amount(_ ticks: Ticks?) -> String { ticks.map { "$" + $0.usd } ?? "?" }

    private static func basis(_ basis: CallEstimate.Basis) -> String {
        switch basis {
        case .history(let calls): Count.text(calls, "call")
        case .typicalTokens: "typical tokens"
        case .unknown: "no price"
        }
    }

    /// What it comes to, and what the words mean.
    static func estimate(_ estimate: PlanEstimate, shape: PlanShape?, history: Bool) -> String {
        var rows: [(String, String)] = []
        if let shape {
            let path = shape.criticalPath.map(String.init).joined(separator: " → ")
            rows.append(("Critical path", path))
            rows.append(("At once", "up to \(Count.text(shape.width, "sub-task"))"))
        }
        guard !estimate.calls.isEmpty else { return Fields.text(rows) }
        let from =
            history
            ? "what such calls have cost here, else typical tokens"
            : "the price book and typical tokens"
        rows.append(
            (
                "Probably",
                "\(amount(estimate.p50)) (p50), \(amount(estimate.p90)) (p90); from \(from)"
            ))
        rows.append(
            (
                "At most",
                "\(amount(estimate.bound)) without extra reasoning, if no call is asked twice"
            ))
        return Fields.text(rows)
    }

    static func amount(_ total: PlanEstimate.Total) -> String {
        guard total.unknownCalls > 0 else { return "$" + total.ticks.usd }
        return total.ticks == .zero ? "?" : ">= $" + total.ticks.usd
    }
}
