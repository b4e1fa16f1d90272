internal import Ledger
internal import LedgerStore
internal import Projections

/// One task of `list`.
struct ListedTask: Encodable {
    let taskId: String
    let description: String
    /// `stopped` is one that was running when its process ended.
    let status: String
    let submittedAt: String
    let requestedStrategy: String
    @Nullable var effectiveStrategy: String?
    let subtasks: Int64
    let subtasksFinished: Int64
    let attempts: Int64
    let tokens: Int64
    let ticks: Int64
    let usd: String
    let label: String
    let durationMs: Int64
    let submitted: Timestamp

    init(_ row: TaskRow, _ home: ReadableHome) throws {
        taskId = row.id
        description = try Self.description(row, home)
        status = Self.status(row, home.home)
        submittedAt = Clock.json(row.submittedAt)
        submitted = row.submittedAt
        requestedStrategy = row.requestedStrategy
        effectiveStrategy = row.effectiveStrategy
        subtasks = row.subtasks
        subtasksFinished = row.subtasksFinished
        attempts = row.sums.attempts
        tokens = row.sums.totalTokens
        ticks = row.sums.ticks
        usd = row.sums.cost.usd
        label = row.sums.label
        durationMs = row.runMicroseconds / 1000
    }

    /// Long ones are not in the table.
    private static func description(_ row: TaskRow, _ home: ReadableHome) throws -> String {
        if let description = row.description { return description }
        guard let ledger = home.ledger,
            let commitment = Commitment(hexadecimal: row.descriptionText)
        else { return "" }
        return try ledger.readable(commitment)
    }

    /// A run that was killed could not say so itself.
    private static func status(_ row: TaskRow, _ home: Home) -> String {
        guard ["submitted", "running"].contains(row.status), let task = TaskID(text: row.id) else {
            return row.status
        }
        return RunningProcess.pid(of: task, in: home) == nil ? "stopped" : "running"
    }

    private enum CodingKeys: String, CodingKey {
        case taskId, description, status, submittedAt, requestedStrategy, effectiveStrategy
        case subtasks, subtasksFinished, attempts, tokens, ticks, usd, label, durationMs
    }
}
