internal import Ledger
internal import Orchestration

/// One attempt in `show --json` and `replay --json`.
struct AttemptJSON: Encodable {
    let id: String
    /// `decomposition`, `subtask` or `aggregation`.
    let kind: String
    @Nullable var subtask: Int?
    let round: Int
    let number: Int
    let account: String
    let key: String
    let model: String
    @Nullable var servedModel: String?
    /// `running`, `answered`, `failed` or `unknown`.
    let state: String
    /// Of an answer: `complete`, `cut`, `refused` or `empty`.
    @Nullable var outcome: String?
    /// Why there is no answer.
    @Nullable var reason: String?
    @Nullable var httpStatus: Int?
    @Nullable var error: String?
    @Nullable var usage: ResultJSON.Usage?
    /// Null while nobody knows.
    @Nullable var ticks: Int64?
    @Nullable var usd: String?
    @Nullable var label: String?
    /// What a person found about an unknown outcome: `billed` or `not-billed`.
    @Nullable var resolution: String?
    @Nullable var holdTicks: Int64?
    let startedAt: String
    @Nullable var endedAt: String?
    @Nullable var durationMs: Int64?

    init(_ attempt: TaskReport.Attempt, text: (Commitment) throws -> String) throws {
        let reference = attempt.started.attempt
        id = reference.id.text
        kind = reference.call.kind.rawValue
        subtask = reference.call.subtask
        round = reference.call.round
        number = reference.number
        account = reference.account
        key = reference.key
        model = reference.model
        holdTicks = reference.holdTicks?.count
        startedAt = Clock.json(attempt.startedAt)
        endedAt = attempt.endedAt.map(Clock.json)
        durationMs = AttemptText(attempt).durationMs
        error = try AttemptText(attempt).error.map(text)
        switch attempt.outcome {
        case .attemptAnswered(let body):
            state = "answered"
            servedModel = body.servedModel
            outcome = body.outcome.rawValue
            usage = body.usage.map(ResultJSON.Usage.init)
            setCharge(body.ticks, body.label)
        case .attemptFailed(let body):
            state = "failed"
            reason = body.reason.rawValue
            httpStatus = body.status
            usage = ResultJSON.Usage(.zero)
            setCharge(.zero, .reported)
        case .attemptOutcomeUnknown(let body):
            state = "unknown"
            reason = body.reason.rawValue
            httpStatus = body.status
        default:
            state = "running"
        }
        guard let resolved = attempt.resolution else { return }
        resolution = resolved.resolution.rawValue
        ticks = (resolved.ticks ?? .zero).count
        usd = (resolved.ticks ?? .zero).usd
        label = "stated"
    }

    private mutating func setCharge(_ ticks: Ticks?, _ label: Charge.Label) {
        self.ticks = ticks?.count
        usd = ticks?.usd
        self.label = label.rawValue
    }
}
