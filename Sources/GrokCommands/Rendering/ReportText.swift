internal import Ledger
internal import Orchestration

/// The report of a run. It is made of recorded events alone, so `replay --report` prints the same
/// bytes.
struct ReportText {
    let report: TaskReport
    /// That was signed because the task has ended.
    let checkpoint: TreeCheckpoint?
    /// Looks up a text of the task.
    let text: (Commitment) throws -> String

    /// The line that `run` prints at once.
    static func firstLine(_ task: TaskID) -> String { "Task ID:        \(task)\n" }

    /// Everything after the first line.
    func rest() throws -> String {
        var lines = try summary()
        lines += try subtasks()
        lines += try result()
        lines += try document()
        lines += accounts()
        return lines
    }

    private func summary() throws -> String {
        let state = report.state
        let strategy = (state.plan?.effectiveStrategy ?? state.options.strategy).rawValue
        var rows: [(String, String)] = []
        if let submitted = state.submitted {
            rows.append(("Task", DisplayWidth.shortened(try text(submitted.description), to: 80)))
        }
        if let fork = ForkText.text(state) { rows.append(("Forked from", fork)) }
        rows.append(("Strategy", strategy + planNote))
        rows.append(("Success", success))
        rows.append(("Execution time", Count.duration(milliseconds: report.durationMs)))
        rows.append(("Total tokens", Count.text(report.total.usage.totalTokens)))
        let doubt = MoneyText.doubt(report.total.cost).map { " (\($0))" } ?? ""
        rows.append(("Total cost", MoneyText.text(report.total.cost) + doubt))
        if let budget = BudgetText.row(report) { rows.append(("Budget", budget)) }
        if let last = report.resumptions.last {
            let reused =
                Count.text(report.resumptions.count, "time") + ", "
                + Count.text(last.callsReused, "call") + " reused, $" + last.reusedTicks.usd
                + " not spent again"
            rows.append(("Resumed", reused + repeated))
        }
        if let checkpoint {
            rows.append(("Checkpoint", "\(checkpoint.size) \(checkpoint.root)"))
        }
        return rows.map { name, value in
            name + ":" + String(repeating: " ", count: 15 - name.count) + value + "\n"
        }.joined()
    }

    /// What became of the plan on its way.
    private var planNote: String {
        guard let plan = report.state.plan else { return "" }
        var notes: [String] = []
        if let recommended = plan.recommendedStrategy, recommended != plan.effectiveStrategy {
            notes.append("the model recommended \(recommended.rawValue)")
        }
        switch plan.source {
        case .file: notes.append("from a plan file")
        case .edited: notes.append("the plan was edited")
        case nil: break
        }
        if plan.repairs > 0 {
            notes.append("plan repaired \(Count.text(plan.repairs, "time"))")
        }
        if plan.droppedDependencies == 1 { notes.append("1 dependency dropped") }
        if plan.droppedDependencies > 1 {
            notes.append("\(plan.droppedDependencies) dependencies dropped")
        }
        return notes.isEmpty ? "" : " (" + notes.joined(separator: "; ") + ")"
    }

    private var success: String {
        switch report.state.phase {
        case .finished(.succeeded): "yes"
        case .finished(.partial): "partial"
        case .failed(let reason, let cause): "no: " + FailureText.text(reason, cause)
        case .paused(let reason): "not yet: " + FailureText.text(reason)
        case .running, .unsubmitted: "not yet: running"
        case .cancelled: "no: cancelled"
        }
    }

    /// Calls that were asked again after an attempt that nobody knows the outcome of.
    private var repeated: String {
        let lost = report.total.unknown
        guard lost > 0 else { return "" }
        return "; \(Count.text(lost, "attempt")) ended without an answer and "
            + (lost == 1 ? "was asked again as a new attempt" : "were asked again as new attempts")
    }

    private func subtasks() throws -> String {
        guard !report.state.subtasks.isEmpty else { return "" }
        var table = Table([
            ("Sub-task", .left), ("Status", .left), ("Model", .left), ("Tokens", .right),
            ("Cost", .right),
        ])
        for subtask in report.state.subtasks {
            let number = subtask.planned.subtask
            let work = report.bySubtask[number] ?? WorkSum()
            let name = try text(subtask.planned.name)
            table.rows.append([
                DisplayWidth.shortened(name, to: 32),
                FailureText.status(subtask.status, in: report.state.phase),
                model(of: subtask), Count.text(work.usage.totalTokens),
                ForkText.isInherited(subtask, report.state)
                    ? "inherited" : work.attempts == 0 ? "$0.00" : MoneyText.text(work.cost),
            ])
        }
        return "\n" + table.text
    }

    private func model(of subtask: SubtaskState) -> String {
        let asked = report.state.options.models[subtask.role]
        let last = report.lastAttempt(of: .subtask(subtask.planned.subtask))
        guard case .attemptAnswered(let body) = last?.outcome, body.servedModel != asked else {
            return asked
        }
        return "\(asked), served by \(body.servedModel)"
    }

    private func result() throws -> String {
        guard let finished = report.state.finished else {
            guard let interim = report.state.interim else { return "" }
            let soFar = try text(interim.text)
            return "\nResult so far:\n\n" + soFar + (soFar.hasSuffix("\n") ? "" : "\n")
        }
        let result = try text(finished.result)
        return "\nResult:\n\n" + result + (result.hasSuffix("\n") ? "" : "\n")
    }

    private func document() throws -> String {
        guard let document = report.document else { return "" }
        let title = DisplayWidth.shortened(try text(document.title), to: 60)
        return "\nDocument saved: \(title) (\(document.format.rawValue))\n"
    }

    private func accounts() -> String {
        guard !report.byAccount.isEmpty else { return "" }
        var table = Table([
            ("Account", .left), ("Requests", .right), ("Tokens", .right), ("Cost", .right),
        ])
        for (name, work) in report.accounts {
            table.rows.append([
                name, Count.text(work.attempts), Count.text(work.usage.totalTokens),
                MoneyText.text(work.cost),
            ])
        }
        return "\n" + table.text + excesses
    }

    private var excesses: String {
        let lines = BudgetText.excesses(report)
        return lines.isEmpty ? "" : "\nCost more than was held:\n" + lines
    }
}
