internal import Ledger
internal import Orchestration

/// What `ledger cost --explain --json` prints.
struct ExplanationJSON: Encodable {
    struct Term: Encodable {
        /// `prompt` (what was not cached), `cached`, `completion` or `reasoning`.
        let kind: String
        let tokens: Int64
        let priceTicks: Int64
        let ticks: Int64
    }

    struct Attempt: Encodable {
        let id: String
        let kind: String
        @Nullable var subtask: Int?
        let number: Int
        let account: String
        let model: String
        @Nullable var servedModel: String?
        /// `running`, `answered`, `failed` or `unknown`.
        let state: String
        @Nullable var holdTicks: Int64?
        @Nullable var rawUsage: String?
        /// How reasoning tokens were read out of it.
        @Nullable var rule: String?
        @Nullable var book: String?
        @Nullable var bookHash: String?
        /// The row: its model, its first day, and from how long a prompt on, if that mattered.
        @Nullable var row: String?
        @Nullable var validFrom: String?
        @Nullable var fromPromptTokens: Int64?
        var terms: [Term] = []
        @Nullable var computedTicks: Int64?
        @Nullable var reportedTicks: Int64?
        @Nullable var differenceTicks: Int64?
        /// What counts.
        @Nullable var ticks: Int64?
        @Nullable var label: String?
        /// What a person found about an unknown outcome: `billed` or `not-billed`.
        @Nullable var resolution: String?
        var adjustments: [Adjustment] = []
    }

    struct Adjustment: Encodable {
        let position: Int64
        /// What was added to what counts above.
        let ticks: Int64
        let reason: String
        let reference: String
    }

    let taskId: String
    let attempts: [Attempt]

    init(
        _ task: TaskID, _ attempts: [TaskReport.Attempt],
        _ adjustments: [EventID: [CostExplanation.Adjustment]]
    ) throws {
        taskId = task.text
        self.attempts = try attempts.map { attempt in
            var explained = try Attempt(attempt)
            explained.adjustments = (adjustments[attempt.started.attempt.id] ?? []).map {
                Adjustment(
                    position: $0.position, ticks: $0.body.ticks.count,
                    reason: $0.body.reason.rawValue, reference: $0.reference)
            }
            return explained
        }
    }
}

extension ExplanationJSON.Attempt {
    init(_ attempt: TaskReport.Attempt) throws {
        let reference = attempt.started.attempt
        id = reference.id.text
        kind = reference.call.kind.rawValue
        subtask = reference.call.subtask
        number = reference.number
        account = reference.account
        model = reference.model
        holdTicks = reference.holdTicks?.count
        switch attempt.outcome {
        case .attemptAnswered(let answered):
            state = "answered"
            try explain(answered)
        case .attemptFailed: state = "failed"
        case .attemptOutcomeUnknown: state = "unknown"
        default: state = "running"
        }
        guard let resolved = attempt.resolution else { return }
        resolution = resolved.resolution.rawValue
        ticks = (resolved.ticks ?? .zero).count
        label = "stated"
    }

    private mutating func explain(_ answered: AttemptAnswered) throws {
        let explanation = try ChargeExplanation(answered)
        servedModel = answered.servedModel
        rawUsage = answered.rawUsage
        rule = explanation.rule.rawValue
        book = explanation.price?.book
        bookHash = explanation.price?.hash?.hexadecimal
        row = explanation.price?.model
        validFrom = explanation.price?.validFrom
        fromPromptTokens = explanation.price?.fromPromptTokens
        terms = explanation.terms.map {
            ExplanationJSON.Term(
                kind: $0.kind.rawValue, tokens: $0.tokens, priceTicks: $0.priceTicks,
                ticks: $0.ticks.count)
        }
        computedTicks = explanation.computed?.count
        reportedTicks = explanation.reported?.count
        differenceTicks = explanation.difference?.count
        ticks = answered.ticks?.count
        label = answered.label.rawValue
    }
}
