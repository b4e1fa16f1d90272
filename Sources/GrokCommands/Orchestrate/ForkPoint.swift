internal import Ledger
internal import Orchestration

/// The point that `--from` names.
enum ForkPoint {
    static func find(
        _ argument: String, in history: [Recorded], of task: TaskID,
        text: (Commitment) throws -> String
    ) throws -> ForkOrigin {
        guard let first = history.first?.position, let last = history.last?.position else {
            throw TaskRefusal.notSubmitted
        }
        let state = TaskDecider.fold(history)
        if let number = try SubtaskArgument.named(argument, state, text: text) {
            return ForkOrigin(task: task, position: last + 1, subtask: number)
        }
        if argument == CallKind.aggregation.rawValue {
            // Of the aggregation nothing is inherited in any case.
            return ForkOrigin(task: task, position: last + 1, subtask: nil)
        }
        if let position = Int64(argument) {
            guard position > first, position <= last + 1 else {
                throw CommandFailure(
                    .badData,
                    "position \(position) is not within task \(task): it was recorded from "
                        + "\(first) to \(last)")
            }
            return ForkOrigin(task: task, position: position, subtask: nil)
        }
        // Says which there are.
        let number = try SubtaskArgument.number(argument, of: state, task, text: text)
        return ForkOrigin(task: task, position: last + 1, subtask: number)
    }
}
