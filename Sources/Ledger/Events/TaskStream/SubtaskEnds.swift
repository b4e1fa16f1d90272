/// A sub-task has its answer.
public struct SubtaskFinished: EventBody {
    public static let type = "subtask-finished.v1"

    public let subtask: Int
    public let attempt: EventID
    public let outcome: AnswerOutcome
    public let text: Commitment

    public init(subtask: Int, attempt: EventID, outcome: AnswerOutcome, text: Commitment) {
        self.subtask = subtask
        self.attempt = attempt
        self.outcome = outcome
        self.text = text
    }
}

/// A sub-task will get no answer.
public struct SubtaskFailed: EventBody {
    public static let type = "subtask-failed.v1"

    public let subtask: Int
    public let reason: FailureReason
    /// How many attempts were made.
    public let attempts: Int

    public init(subtask: Int, reason: FailureReason, attempts: Int) {
        self.subtask = subtask
        self.reason = reason
        self.attempts = attempts
    }
}

/// A sub-task was not asked, because one that it waits for failed or was skipped.
public struct SubtaskSkipped: EventBody {
    public static let type = "subtask-skipped.v1"

    public let subtask: Int
    /// The number of the sub-task that it waited for.
    public let because: Int

    public init(subtask: Int, because: Int) {
        self.subtask = subtask
        self.because = because
    }
}
