internal import Ledger
internal import Orchestration

/// A task as people read it: what was asked, its plan, and every attempt with its outcome.
struct TaskText {
    let report: TaskReport
    /// Looks up a text of the task.
    let text: (Commitment) throws -> String

    /// What was asked for, how far it is, and what it took. `status` says more than the log knows.
    func overview(status: String? = nil) throws -> String {
        let state = report.state
        let options = state.options
        var rows: [(String, String)] = []
        if let submitted = state.submitted {
            rows.append(("Task ID", submitted.task.text))
            rows.append(("Task", DisplayWidth.shortened(try text(submitted.description), to: 80)))
            if let template = submitted.template { rows.append(("Template", template.name)) }
            if submitted.context != nil {
                rows.append(("Context", Count.text(submitted.contextBytes, "byte")))
            }
        }
        rows.append(("Status", status ?? FailureText.text(state.phase)))
        if let submittedAt = report.submittedAt {
            rows.append(("Submitted", Clock.dateAndTime(submittedAt) + " UTC"))
        }
        if let fork = ForkText.text(state) { rows.append(("Forked from", fork)) }
        rows.append(("Strategy", options.strategy.rawValue))
        rows.append(("Load balancing", options.routing.rawValue))
        if options.models != .documented { rows.append(("Models", Self.text(options.models))) }
        rows.append(("Execution time", Count.duration(milliseconds: report.durationMs)))
        rows.append(("Attempts", attemptCounts))
        rows.append(("Total tokens", Count.text(report.total.usage.totalTokens)))
        let doubt = MoneyText.doubt(report.total.cost).map { " (\($0))" } ?? ""
        rows.append(("Total cost", MoneyText.text(report.total.cost) + doubt))
        if let budget = BudgetText.row(report) { rows.append(("Budget", budget)) }
        rows += try resumptions()
        if let file = report.state.submitted?.outputFile {
            rows.append(("Output file", DisplayWidth.shortened(try text(file), to: 80)))
        }
        if let document = report.document {
            rows.append(("Document", DisplayWidth.shortened(try text(document.title), to: 80)))
        }
        return Fields.text(rows)
    }

    /// The roles whose model is not the documented one.
    private static func text(_ models: ModelChoice) -> String {
        Role.allCases.filter { models[$0] != ModelChoice.documented[$0] }
            .map { "\($0.rawValue) \(models[$0])" }.joined(separator: ", ")
    }

    private var attemptCounts: String {
        let total = report.total
        var parts: [String] = []
        if total.answered > 0 { parts.append("\(Count.text(total.answered)) answered") }
        if total.failed > 0 { parts.append("\(Count.text(total.failed)) failed") }
        if total.unknown > 0 { parts.append("\(Count.text(total.unknown)) of unknown outcome") }
        let open = total.attempts - total.answered - total.failed - total.unknown
        if open > 0 { parts.append("\(Count.text(open)) without an outcome") }
        return Count.text(total.attempts)
            + (parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")")
    }

    private func resumptions() throws -> [(String, String)] {
        guard !report.resumptions.isEmpty else { return [] }
        let calls = report.resumptions.reduce(0) { $0 + $1.callsReused }
        let saved = try report.resumptions.reduce(Ticks.zero) { try $0.adding($1.reusedTicks) }
        return [
            (
                "Resumed",
                Count.text(report.resumptions.count, "time") + "; "
                    + Count.text(calls, "call") + " reused, $\(saved.usd) not spent again"
            )
        ]
    }

    /// The plan: a table of its sub-tasks, then what each is to do. Empty without one.
    func plan() throws -> String {
        let state = report.state
        var result = try refusedPlans()
        guard !state.subtasks.isEmpty else { return result }
        var table = Table([
            ("#", .right), ("Sub-task", .left), ("After", .left), ("Complexity", .left),
            ("Model", .left), ("Status", .left), ("Tokens", .right), ("Cost", .right),
        ])
        table.indent = "  "
        for subtask in state.subtasks {
            let planned = subtask.planned
            let work = report.bySubtask[planned.subtask] ?? WorkSum()
            table.rows.append([
                String(planned.subtask),
                DisplayWidth.shortened(try text(planned.name), to: 24),
                planned.dependencies.map(String.init).joined(separator: ", "),
                planned.complexity.rawValue, state.options.models[subtask.role],
                FailureText.status(subtask.status, in: state.phase),
                Count.text(work.usage.totalTokens),
                ForkText.isInherited(subtask, state) ? "inherited" : MoneyText.text(work.cost),
            ])
        }
        result += "\nPlan" + planNote + "\n\n" + table.text + "\n"
        let width = String(state.subtasks.count).count
        for subtask in state.subtasks {
            let number = String(subtask.planned.subtask)
            let padding = String(repeating: " ", count: width - number.count)
            let description = try text(subtask.planned.description)
            result +=
                "  " + padding + number + ". "
                + DisplayWidth.shortened(description, to: 94 - width) + "\n"
        }
        return result
    }

    private var planNote: String {
        report.state.plan.map { " (" + EventSummary.text(.planAdopted($0)) + ")" } ?? ""
    }

    private func refusedPlans() throws -> String {
        try report.state.refusedPlans.map { plan in
            "\nPlan refused\n\n" + Fields.indented(try text(plan.reasons))
        }.joined()
    }

    /// Every request that was sent or may have been, oldest first. Empty without any.
    func attempts() throws -> String {
        guard !report.attempts.isEmpty else { return "" }
        var table = Table([
            ("Call", .left), ("No.", .right), ("Account", .left), ("Model", .left),
            ("State", .left), ("Tokens", .right), ("Cost", .right), ("Started (UTC)", .left),
            ("Took", .right),
        ])
        table.indent = "  "
        for attempt in report.attempts {
            let row = AttemptText(attempt)
            let reference = attempt.started.attempt
            table.rows.append([
                CallText.text(reference.call), String(reference.number), reference.account,
                row.model, row.state, row.tokens, row.cost, Clock.precise(attempt.startedAt),
                row.took,
            ])
        }
        let excesses = BudgetText.excesses(report)
        return "\nAttempts\n\n" + table.text + inDoubt + (try providersWords())
            + (excesses.isEmpty ? "" : "\nCost more than was held\n\n" + excesses)
    }

    /// What can be resolved by hand.
    private var inDoubt: String {
        let doubtful = report.attempts.compactMap { attempt -> String? in
            let reference = attempt.started.attempt
            guard report.state.doubtful[reference.id] != nil else { return nil }
            return "  \(reference.id): \(CallText.text(reference.call)), "
                + "attempt \(reference.number), \(AttemptText.range(reference))\n"
        }
        return doubtful.isEmpty
            ? ""
            : "\nIn doubt until grok ledger resolve says what was billed\n\n" + doubtful.joined()
    }

    private func providersWords() throws -> String {
        var seen: Set<Commitment> = []
        let words = try report.attempts.compactMap { attempt -> String? in
            guard let error = AttemptText(attempt).error, seen.insert(error).inserted else {
                return nil
            }
            let name = CallText.text(attempt.started.attempt.call)
            return "  \(name), attempt \(attempt.started.attempt.number): "
                + DisplayWidth.shortened(try text(error), to: 160) + "\n"
        }
        return words.isEmpty ? "" : "\nWhat the provider said\n\n" + words.joined()
    }

    /// What every sub-task brought, then the final text, whole.
    func results() throws -> String {
        var result = ""
        for subtask in report.state.subtasks {
            guard let answer = subtask.call.answer else { continue }
            let name = DisplayWidth.shortened(try text(subtask.planned.name), to: 60)
            result += Self.section(
                "Result of sub-task \(subtask.planned.subtask): \(name)", try text(answer.text))
        }
        if report.state.finished == nil, let interim = report.state.interim {
            result += Self.section("Result so far", try text(interim.text))
        }
        if let finished = report.state.finished {
            result += Self.section("Final text", try text(finished.result))
        }
        return result
    }

    private static func section(_ title: String, _ text: String) -> String {
        "\n" + title + "\n\n" + text + (text.hasSuffix("\n") ? "" : "\n")
    }
}
