internal import Ledger
internal import Orchestration

/// Finds the text that `show --result` prints.
enum ResultText {
    static func final(of report: TaskReport, _ id: TaskID) throws -> Commitment {
        guard let finished = report.state.finished else {
            throw CommandFailure(
                .failed,
                "task \(id) has no final text: it is \(FailureText.text(report.state.phase))")
        }
        return finished.result
    }

    /// The answer of the sub-task that the plan calls `name`, else of the one with this number.
    static func subtask(
        _ name: String, of report: TaskReport, _ id: TaskID, text: (Commitment) throws -> String
    ) throws -> Commitment {
        let subtasks = report.state.subtasks
        let named = try subtasks.first { try text($0.planned.name) == name }
        let numbered = subtasks.first { String($0.planned.subtask) == name }
        guard let subtask = named ?? numbered else {
            let known = try subtasks.prefix(8).map {
                DisplayWidth.shortened(try text($0.planned.name), to: 40)
            }
            let list =
                known.isEmpty
                ? "it has no plan yet"
                : "it has " + known.joined(separator: ", ")
                    + (subtasks.count > known.count ? " and others" : "")
            throw CommandFailure(
                .badData,
                "task \(id) has no sub-task \"\(DisplayWidth.shortened(name, to: 40))\": \(list)")
        }
        guard let answer = subtask.call.answer else {
            throw CommandFailure(
                .failed,
                "sub-task \(subtask.planned.subtask) of task \(id) has no text: it is "
                    + FailureText.status(subtask.status, in: report.state.phase))
        }
        return answer.text
    }
}
