/// Somebody gave the task up: nothing is owed any more, and it cannot be taken up again. What was
/// paid for is kept.
public struct TaskCancelled: EventBody {
    public static let type = "task-cancelled.v1"

    public let reason: CancellationReason

    public init(reason: CancellationReason) {
        self.reason = reason
    }
}

public enum CancellationReason: String, Sendable, Codable, CaseIterable {
    /// A person asked for it.
    case requested
}
