internal import Ledger
internal import Orchestration

/// Two tasks side by side, part by part.
struct RunDifference {
    /// What one task has of a part.
    struct Side {
        let model: String
        let status: String
        let work: WorkSum
        let isInherited: Bool
        /// Nil when there is none.
        let text: String?
    }

    /// A call of either task: the decomposition, a sub-task, or the aggregation.
    struct Part {
        let name: String
        let left: Side?
        let right: Side?

        /// Nil when one of them has no text.
        var lines: LineDifference? {
            guard let before = left?.text, let after = right?.text else { return nil }
            return LineDifference(from: before, to: after)
        }
    }

    let left: TaskReport
    let right: TaskReport
    let descriptions: (left: String, right: String)
    /// The sub-tasks of the first plan, those of the second alone, the final text.
    let parts: [Part]

    init(
        _ left: TaskReport, _ right: TaskReport, text: (Commitment) throws -> String
    ) throws {
        self.left = left
        self.right = right
        func description(_ report: TaskReport) throws -> String {
            try report.state.submitted.map { try text($0.description) } ?? ""
        }
        descriptions = (try description(left), try description(right))
        let sides = try (Self.subtasks(left, text), Self.subtasks(right, text))
        var parts = sides.0.map { name, side in
            Part(name: name, left: side, right: sides.1.first { $0.name == name }?.side)
        }
        parts += sides.1.filter { name, _ in !sides.0.contains { $0.name == name } }
            .map { Part(name: $0.name, left: nil, right: $0.side) }
        parts.append(
            Part(
                name: CallKind.aggregation.rawValue, left: try Self.aggregation(left, text),
                right: try Self.aggregation(right, text)))
        self.parts = parts
    }

    private static func subtasks(
        _ report: TaskReport, _ text: (Commitment) throws -> String
    ) throws -> [(name: String, side: Side)] {
        try report.state.subtasks.map { subtask in
            let number = subtask.planned.subtask
            return (
                try text(subtask.planned.name),
                Side(
                    model: report.state.options.models[subtask.role],
                    status: FailureText.status(subtask.status, in: report.state.phase),
                    work: report.bySubtask[number] ?? WorkSum(),
                    isInherited: ForkText.isInherited(subtask, report.state),
                    text: try subtask.call.answer.map { try text($0.text) })
            )
        }
    }

    private static func aggregation(
        _ report: TaskReport, _ text: (Commitment) throws -> String
    ) throws -> Side? {
        guard report.state.plan != nil else { return nil }
        var work = WorkSum()
        for attempt in report.attempts
        where attempt.started.attempt.call.kind == .aggregation {
            for event in attempt.events { work.add(event) }
        }
        return Side(
            model: report.state.options.models.aggregation,
            status: report.state.finished == nil ? "none" : "completed", work: work,
            isInherited: false, text: try report.state.finished.map { try text($0.result) })
    }
}
