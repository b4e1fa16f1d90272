/// What a row of `tasks`, and that of its super agent, will say when the batch is written.
struct TaskImage {
    enum Status: String {
        case submitted, running, paused, succeeded, partial, failed, cancelled

        var name: StaticString {
            switch self {
            case .submitted: "submitted"
            case .running: "running"
            case .paused: "paused"
            case .succeeded: "succeeded"
            case .partial: "partial"
            case .failed: "failed"
            case .cancelled: "cancelled"
            }
        }

        /// The documented state of the super agent.
        var agentStatus: StaticString {
            switch self {
            case .submitted, .paused: "pending"
            case .running: "running"
            case .succeeded, .partial: "completed"
            case .failed, .cancelled: "failed"
            }
        }
    }

    let key: TaskKey
    let position: Int64
    /// `agents.id` of its super agent.
    let agent: Int64
    /// Its `task-submitted`, if that is in the batch: then the row is a new one.
    let submitted: LogBatch.Entry?

    var status: Status
    var reason = Field.null
    var cause = Field.null
    var effectiveStrategy = Field.null
    var recommendedStrategy = Field.null
    var resultText = Field.null
    var resultAttempt = Field.null
    var endedAt: Int64?
    var lastAt: Int64
    var runMicroseconds: Int64 = 0
    var documents: Int64 = 0
    var plansRefused: Int64 = 0
    var resumptions: Int64 = 0
    /// Where its sub-tasks were planned: positions.
    var firstPlanned: Int64?
    var lastPlanned: Int64?
    var subtasksFinished: Int64 = 0
    var subtasksFailed: Int64 = 0
    var subtasksSkipped: Int64 = 0
    var sums = WorkSums()
    /// The final text, if it came in this batch.
    var result: Field?
    /// Where its sub-tasks are in the fold, by number.
    var members: [Int64: Int] = [:]

    /// A task that is submitted in this batch.
    init(key: TaskKey, submitted: LogBatch.Entry, agent: Int64) {
        self.key = key
        self.submitted = submitted
        self.agent = agent
        position = submitted.position
        lastAt = submitted.recordedAt
        status = .submitted
    }

    /// A task that a table holds.
    init(key: TaskKey, position: Int64, agent: Int64, status: Status, lastAt: Int64) {
        self.key = key
        self.position = position
        self.agent = agent
        self.status = status
        self.lastAt = lastAt
        submitted = nil
    }

    /// Counts the time since the last event as time under way.
    mutating func pass(to time: Int64, isRunning: Bool) {
        if isRunning {
            runMicroseconds &+= max(0, time.subtractingReportingOverflow(lastAt).partialValue)
        }
        lastAt = time
    }
}
