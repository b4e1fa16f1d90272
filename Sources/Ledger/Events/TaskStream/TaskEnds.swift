/// The task has its result.
public struct TaskFinished: EventBody {
    public static let type = "task-finished.v1"

    public let status: ResultStatus
    /// The final text.
    public let result: Commitment
    /// The attempt that gave the final text.
    public let attempt: EventID

    public init(status: ResultStatus, result: Commitment, attempt: EventID) {
        self.status = status
        self.result = result
        self.attempt = attempt
    }
}

public enum ResultStatus: String, Sendable, Codable, CaseIterable {
    case succeeded
    /// There is a result, but some sub-task failed, was skipped, cut, refused or empty.
    case partial
}

/// The task has no result. What was paid for is kept; `resume` asks the failed calls again.
public struct TaskFailed: EventBody {
    public static let type = "task-failed.v1"

    public let reason: TaskFailureReason
    /// Why the call failed that the task could not do without.
    public let cause: FailureReason?

    public init(reason: TaskFailureReason, cause: FailureReason?) {
        self.reason = reason
        self.cause = cause
    }
}

public enum TaskFailureReason: String, Sendable, Codable, CaseIterable {
    case decompositionFailed = "decomposition-failed"
    /// No valid plan after all the repairs.
    case planInvalid = "plan-invalid"
    case allSubtasksFailed = "all-subtasks-failed"
    case aggregationFailed = "aggregation-failed"
}
