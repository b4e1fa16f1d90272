internal import Ledger
internal import Orchestration

/// The same in `run --json`, `show --json` and others.
struct ForkJSON: Encodable {
    let taskId: String
    let position: Int64
    @Nullable var subtask: Int?
    let answersInherited: Int
    /// What the other task paid for these. No part of any sum of this task.
    let ticksInherited: Int64

    init?(_ state: TaskState) {
        guard let origin = state.submitted?.forkedFrom else { return nil }
        taskId = origin.task.text
        position = origin.position
        subtask = origin.subtask
        answersInherited = state.inherited.count
        ticksInherited = ForkText.ticks(state).count
    }
}
