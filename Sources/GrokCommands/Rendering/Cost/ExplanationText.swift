internal import Ledger
internal import Orchestration

/// The arithmetic of attempts, term by term, for people.
enum ExplanationText {
    static func text(
        _ task: TaskID, _ attempts: [TaskReport.Attempt],
        _ adjustments: [EventID: [CostExplanation.Adjustment]]
    ) throws -> String {
        guard !attempts.isEmpty else { return "Task \(task) has made no attempt yet.\n" }
        return try attempts.map {
            try text(task, $0, adjustments[$0.started.attempt.id] ?? [])
        }.joined(separator: "\n")
    }

    private static func text(
        _ task: TaskID, _ attempt: TaskReport.Attempt,
        _ adjustments: [CostExplanation.Adjustment]
    ) throws -> String {
        let reference = attempt.started.attempt
        let heading =
            "\(CallText.text(reference.call)) of task \(task), attempt \(reference.number), "
            + "on \(reference.account)\n"
        let known = [
            (name: "Attempt", value: reference.id.text),
            (name: "Model", value: AttemptText(attempt).model),
        ]
        let corrections = adjustments.map { adjustment in
            (
                name: "Adjusted",
                value: "\(MoneyText.signed(adjustment.body.ticks)), "
                    + "\(adjustment.body.reason.rawValue), "
                    + CostColumns.line(adjustment.reference)
            )
        }
        let text = try body(attempt, known + corrections).trimmed
        return heading + Fields.indented(text)
    }

    private static func body(
        _ attempt: TaskReport.Attempt, _ known: [(name: String, value: String)]
    ) throws -> String {
        switch attempt.outcome {
        case .attemptAnswered(let answered):
            let explanation = try ChargeExplanation(answered)
            return Fields.text(known + facts(answered, explanation)) + "\n"
                + table(answered, explanation)
        case .attemptFailed:
            return Fields.text(
                known + [
                    (name: "State", value: AttemptText(attempt).state),
                    (name: "Cost", value: "nothing: not billed"),
                ])
        default:
            return Fields.text(
                known + [
                    (name: "State", value: AttemptText(attempt).state),
                    (name: "Cost", value: cost(ofUnknown: attempt)),
                ])
        }
    }

    /// Of an attempt without an answer, which may have been billed.
    private static func cost(ofUnknown attempt: TaskReport.Attempt) -> String {
        if let resolution = attempt.resolution {
            return resolution.ticks.map { "$\($0.usd), as somebody found" }
                ?? "nothing, as somebody found"
        }
        let bound = attempt.started.attempt.holdTicks.map { "at most $\($0.usd), which is held" }
        return "?, " + (bound ?? "without a bound: the model has no price")
    }

    private static func facts(
        _ answered: AttemptAnswered, _ explanation: ChargeExplanation
    ) -> [(name: String, value: String)] {
        var facts = [
            (name: "Response", value: answered.response ?? "no id"),
            (name: "Usage", value: answered.rawUsage ?? "none was kept"),
            (name: "Reasoning", value: rule(explanation.rule)),
        ]
        let price = explanation.price.map(price)
        facts.append((name: "Price", value: price ?? "the book has no row for this model"))
        return facts.map { (name: $0.name, value: CostColumns.line($0.value)) }
    }

    /// `book default (1a2b3c4d), row grok-4 from 2025-11-01`.
    private static func price(_ price: Price) -> String {
        let hash = price.hash.map { " (" + $0.hexadecimal.prefix(8) + ")" } ?? ""
        let from = price.validFrom.map { " from \($0)" } ?? ""
        let long = price.fromPromptTokens.map { ", for prompts from \(Count.text($0)) tokens on" }
        return "book \(price.book)\(hash), row \(price.model)\(from)" + (long ?? "")
    }

    static func rule(_ rule: ReasoningRule) -> String {
        switch rule {
        case .excluded:
            "beside the completion, because the total is prompt + completion + reasoning"
        case .included: "inside the completion, because the total is prompt + completion"
        case .noReasoning: "none"
        case .assumedExcluded: "beside the completion: there is no total, and xAI counts so"
        case .assumedIncluded: "inside the completion: there is no total, and others count so"
        case .contradictory: "the figures contradict each other, so no token is counted"
        case .notKept: "unknown, because the usage was not kept"
        }
    }

    private static func table(
        _ answered: AttemptAnswered, _ explanation: ChargeExplanation
    ) -> String {
        var table = Table([
            ("", .left), ("Tokens", .right), ("", .left), ("Ticks each", .right), ("", .left),
            ("Ticks", .right), ("US dollars", .right),
        ])
        for term in explanation.terms {
            table.rows.append([
                name(term.kind), Count.text(term.tokens), "×", Count.text(term.priceTicks), "=",
                Count.text(term.ticks.count), term.ticks.usd,
            ])
        }
        func sum(_ name: String, _ ticks: Ticks?, _ unknown: String) -> [String] {
            [name, "", "", "", ""]
                + (ticks.map { [Count.text($0.count), $0.usd] } ?? [unknown, ""])
        }
        table.rows.append(sum("computed", explanation.computed, "?"))
        table.rows.append(sum("reported", explanation.reported, "not reported"))
        table.rows.append(sum("difference", explanation.difference, "?"))
        table.rows.append(sum("counts: \(answered.label.rawValue)", answered.ticks, "?"))
        return table.text
    }

    private static func name(_ kind: ChargeExplanation.Term.Kind) -> String {
        switch kind {
        case .prompt: "prompt, not cached"
        case .cached: "prompt, cached"
        case .completion: "completion"
        case .reasoning: "reasoning"
        }
    }
}

extension String {
    /// Without line breaks at the end.
    fileprivate var trimmed: String {
        var text = self
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
