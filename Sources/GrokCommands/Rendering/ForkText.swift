internal import Ledger
internal import Orchestration

/// Where a task continues from, and what it got from there.
enum ForkText {
    /// Nil for a task that begins at the beginning.
    static func text(_ state: TaskState) -> String? {
        state.submitted?.forkedFrom.map { origin in
            let again = origin.subtask.map { ", without what followed from sub-task \($0)" } ?? ""
            return "\(origin.task), before position \(origin.position)" + again + "; "
                + "\(Count.text(state.inherited.count, "answer")) inherited, "
                + "\(cost(state)) paid there"
        }
    }

    /// Whether another task has paid for the answer of this sub-task.
    static func isInherited(_ subtask: SubtaskState, _ state: TaskState) -> Bool {
        let inherited = state.inherited.first { $0.call == .subtask(subtask.planned.subtask) }
        return inherited.map { $0.attempt == subtask.call.answer?.attempt } ?? false
    }

    /// At least so much, if the cost of an answer is unknown.
    private static func cost(_ state: TaskState) -> String {
        let isKnown = state.inherited.allSatisfy { $0.ticks != nil }
        return (isKnown ? "$" : ">= $") + ticks(state).usd
    }

    static func ticks(_ state: TaskState) -> Ticks {
        Ticks(state.inherited.reduce(0) { $0 + ($1.ticks?.count ?? 0) })
    }
}
