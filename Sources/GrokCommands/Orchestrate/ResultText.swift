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
        let number = try SubtaskArgument.number(name, of: report.state, id, text: text)
        let subtask = report.state.subtasks[number - 1]
        guard let answer = subtask.call.answer else {
            throw CommandFailure(
                .failed,
                "sub-task \(subtask.planned.subtask) of task \(id) has no text: it is "
                    + FailureText.status(subtask.status, in: report.state.phase))
        }
        return answer.text
    }
}
