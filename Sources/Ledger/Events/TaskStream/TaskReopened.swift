/// A task that had ended carries on: these sub-tasks and the aggregation are owed again, and every
/// other answer is reused.
public struct TaskReopened: EventBody {
    public static let type = "task-reopened.v1"

    /// Made by the process that carries on, so that the same reopening is recorded once.
    public let run: EventID
    /// The numbers of the sub-tasks that are owed again, ascending.
    public let subtasks: [Int]
    /// Calls whose answers are not asked for again.
    public let callsReused: Int
    /// What those answers had cost.
    public let reusedTicks: Ticks

    public init(run: EventID, subtasks: [Int], callsReused: Int, reusedTicks: Ticks) {
        self.run = run
        self.subtasks = subtasks
        self.callsReused = callsReused
        self.reusedTicks = reusedTicks
    }

    private enum CodingKeys: String, CodingKey {
        case run, subtasks
        case callsReused = "calls_reused"
        case reusedTicks = "reused_ticks"
    }
}
