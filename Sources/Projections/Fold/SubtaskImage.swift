/// What a row of `subtasks`, and that of its agent, will say when the batch is written.
struct SubtaskImage {
    enum Status: String {
        case pending, running, finished, failed, skipped, cancelled

        var name: StaticString {
            switch self {
            case .pending: "pending"
            case .running: "running"
            case .finished: "finished"
            case .failed: "failed"
            case .skipped: "skipped"
            case .cancelled: "cancelled"
            }
        }

        /// The documented state of its agent.
        var agentStatus: StaticString {
            switch self {
            case .pending: "pending"
            case .running: "running"
            case .finished: "completed"
            case .failed, .skipped, .cancelled: "failed"
            }
        }

        var hasEnded: Bool { self != .pending && self != .running }
    }

    let task: TaskKey
    let number: Int64
    let position: Int64
    /// `agents.id` of its agent.
    let agent: Int64
    /// Its `subtask-planned`, if that is in the batch: then the row is a new one.
    let planned: LogBatch.Entry?

    var status = Status.pending
    var reason = Field.null
    var skippedBecause: Int64?
    var outcome = Field.null
    var endedAt: Int64?
    var resultText = Field.null
    var resultAttempt = Field.null
    /// The answer, if it came in this batch.
    var result: Field?
    var isChanged = false

    init(
        task: TaskKey, number: Int64, position: Int64, agent: Int64, planned: LogBatch.Entry?
    ) {
        self.task = task
        self.number = number
        self.position = position
        self.agent = agent
        self.planned = planned
    }

    /// Whether an attempt is under way. One that has ended stays what it is.
    mutating func setRunning(_ isRunning: Bool) {
        guard !status.hasEnded else { return }
        status = isRunning ? .running : .pending
        isChanged = true
    }

    /// As if it had never been asked.
    mutating func reopen() {
        status = .pending
        reason = .null
        skippedBecause = nil
        outcome = .null
        endedAt = nil
        resultText = .null
        resultAttempt = .null
        isChanged = true
    }
}
