/// The point of another task that a task continues from.
public struct ForkOrigin: Codable, Hashable, Sendable {
    public let task: TaskID
    /// What that task recorded before this position of the ledger is inherited.
    public let position: Int64
    /// Except the answer of this sub-task, and of those that had its result; nil if there is none.
    public let subtask: Int?

    public init(task: TaskID, position: Int64, subtask: Int?) {
        self.task = task
        self.position = position
        self.subtask = subtask
    }
}
