public import Ledger

extension RequestDraft {
    /// The messages of `call`, which must be owed or have been asked.
    public static func draft(of call: Call, in state: TaskState) -> RequestDraft {
        switch call.kind {
        case .decomposition: decomposition(state)
        case .subtask: subtask(call.subtask ?? 1, state)
        case .aggregation: aggregation(call.round, state)
        }
    }

    private static func decomposition(_ state: TaskState) -> RequestDraft {
        if let refused = state.refusedPlans.last {
            let answer = Message(speaker: .assistant, parts: [.text(refused.answer)])
            let reasons = Message(
                speaker: .user,
                parts: [
                    .words("This plan cannot be carried out:\n"), .text(refused.reasons),
                    .words("\nAnswer with the corrected plan only."),
                ])
            // Some providers do not take a message without a text.
            return RequestDraft(
                prefix: refused.request,
                messages: refused.answerBytes > 0 ? [answer, reasons] : [reasons])
        }
        let most = state.options.subtasksMax
        let wanted = most < 3 ? "at most \(most)" : most <= 5 ? "3 to \(most)" : "up to \(most)"
        return RequestDraft(
            prefix: nil,
            messages: [
                Message(speaker: .system, parts: [.words(plannerWords(wanted))]),
                Message(speaker: .user, parts: task(state)),
            ])
    }

    private static func subtask(_ number: Int, _ state: TaskState) -> RequestDraft {
        let planned = state.subtasks[number - 1].planned
        let isSequential = state.plan?.effectiveStrategy == .sequential
        let earlier = isSequential ? Array(1..<number) : planned.dependencies
        var parts = task(state)
        let results = earlier.filter { state.subtasks[$0 - 1].hasResult }
        if !results.isEmpty {
            parts.append(.words("\n\nResults of earlier sub-tasks:"))
            parts += results.flatMap { result(of: $0, state) }
        }
        parts += [.words("\n\nYour sub-task:\n"), .text(planned.description)]
        return RequestDraft(
            prefix: nil,
            messages: [
                Message(speaker: .system, parts: [.words(solverWords)]),
                Message(speaker: .user, parts: parts),
            ])
    }

    private static func aggregation(_ number: Int, _ state: TaskState) -> RequestDraft {
        let rounds = AggregationRound.rounds(of: state)
        var parts = task(state)
        guard let round = rounds.first(where: { $0.number == number }) else {
            return RequestDraft(prefix: nil, messages: [])
        }
        parts.append(.words("\n\nResults of the sub-tasks:"))
        for input in round.inputs {
            switch input {
            case .subtask(let subtask): parts += result(of: subtask, state)
            case .round(let earlier):
                let answer = state.state(of: .aggregation(round: earlier)).answer
                let part = earlier - state.interimRounds + 1
                parts.append(.words("\n\n## Merged results, part \(part)\n"))
                if let answer { parts.append(.text(answer.text)) }
            }
        }
        let ask =
            round.isFinal
            ? "Write the final answer to the task now."
            : state.isMergingInterim
                ? "Write the answer to the task as far as these results go, "
                    + "and say what is missing."
                : "Merge these results into one text that leaves nothing out; "
                    + "it will be merged with others."
        parts.append(.words("\n\n" + ask))
        return RequestDraft(
            prefix: nil,
            messages: [
                Message(speaker: .system, parts: [.words(mergerWords)]),
                Message(speaker: .user, parts: parts),
            ])
    }

    /// The task and its context: the same first parts in every request, so that the provider's
    /// cache and our own store know them.
    private static func task(_ state: TaskState) -> [Part] {
        guard let submitted = state.submitted else { return [] }
        var parts: [Part] = [.words("Task:\n"), .text(submitted.description)]
        if let context = submitted.context {
            parts += [.words("\n\nContext:\n"), .text(context)]
        }
        return parts
    }

    private static func result(of number: Int, _ state: TaskState) -> [Part] {
        let subtask = state.subtasks[number - 1]
        let heading: [Part] = [
            .words("\n\n## "), .text(subtask.planned.name), .words(": "),
            .text(subtask.planned.description), .words("\n"),
        ]
        switch subtask.status {
        case .finished(let outcome):
            guard let answer = subtask.call.answer else { return heading }
            return heading + note(on: outcome) + [.text(answer.text)]
        case .failed:
            return heading + [.words("(This sub-task failed; there is no result.)")]
        case .skipped:
            return heading + [.words("(This sub-task was skipped; there is no result.)")]
        case .waiting, .ready:
            return state.isMergingInterim
                ? heading + [.words("(This sub-task has not been done yet.)")] : heading
        }
    }

    private static func note(on outcome: AnswerOutcome) -> [Part] {
        switch outcome {
        case .complete: []
        case .cut: [.words("(This result was cut off by its length.)\n")]
        case .refused: [.words("(The model declined this sub-task.)\n")]
        case .empty: [.words("(The model gave no text for this sub-task.)\n")]
        }
    }
}
