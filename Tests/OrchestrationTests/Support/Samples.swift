import Ledger
import Orchestration

/// The commitment to a text that lies nowhere.
func named(_ text: String) -> Commitment {
    Commitment(salt: [UInt8](repeating: 0, count: 16), bytes: Array(text.utf8))
}

/// The id that belongs to a number: the same in every run, and ascending with it.
func id(_ number: Int) -> EventID {
    EventID(
        at: Timestamp(microseconds: Int64(number) * 1000),
        random: (0, UInt64(truncatingIfNeeded: number) << 2))
}

extension Timestamp {
    /// When the histories of these tests begin.
    static let start = Timestamp(microseconds: 1_800_000_000_000_000)
}

extension RunOptions {
    static func with(_ change: (inout RunOptions) -> Void) -> RunOptions {
        var options = RunOptions()
        change(&options)
        return options
    }
}

extension TaskSubmitted {
    static func sample(
        _ options: RunOptions = RunOptions(), context: String? = nil, descriptionBytes: Int = 20
    ) -> TaskSubmitted {
        TaskSubmitted(
            task: TaskID(random: 7), description: named("the task"),
            descriptionBytes: descriptionBytes, context: context.map(named),
            contextBytes: context?.utf8.count ?? 0, outputFile: nil, options: options)
    }
}

extension AttemptReference {
    static func sample(
        _ id: EventID, _ call: Call = .subtask(1), number: Int = 1, account: String = "account-1",
        key: String? = nil, model: String = "grok-4", hold: Ticks? = Ticks(1_000)
    ) -> AttemptReference {
        AttemptReference(
            id: id, call: call, number: number, account: account, key: key ?? "key of \(account)",
            model: model, holdTicks: hold)
    }
}

extension AttemptStarted {
    static func sample(
        _ attempt: AttemptReference, window: RateLimit = RateLimit(requests: 60, windowMs: 60_000)
    ) -> AttemptStarted {
        AttemptStarted(
            attempt: attempt, request: named("request of \(attempt.id)"), requestBytes: 100,
            completionTokensMax: 1_000, price: nil, windowRequests: window.requests,
            windowMs: window.windowMs)
    }
}

extension AttemptAnswered {
    static func sample(
        _ attempt: AttemptReference, _ outcome: AnswerOutcome = .complete, text: String? = nil,
        bytes: Int = 40, reported: Ticks? = Ticks(500), computed: Ticks? = nil,
        usage: TokenUsage? = TokenUsage(prompt: 10, cached: 2, completion: 5, reasoning: 1)
    ) -> AttemptAnswered {
        AttemptAnswered(
            attempt: attempt, servedModel: attempt.model, response: "response",
            providerRequest: nil, finishReason: "stop", outcome: outcome,
            text: named(text ?? "answer to \(attempt.id)"), textBytes: bytes, reasoning: nil,
            usage: usage, rawUsage: nil, charge: Charge(reported: reported, computed: computed),
            price: nil, durationMs: 3)
    }
}

extension AttemptFailed {
    static func sample(
        _ attempt: AttemptReference, _ reason: FailureReason, retryAfterMs: Int64? = nil
    ) -> AttemptFailed {
        AttemptFailed(
            attempt: attempt, reason: reason, status: nil, retryAfterMs: retryAfterMs, error: nil,
            durationMs: 3)
    }
}

extension AttemptOutcomeUnknown {
    static func sample(
        _ attempt: AttemptReference, _ reason: FailureReason, retryAfterMs: Int64? = nil
    ) -> AttemptOutcomeUnknown {
        AttemptOutcomeUnknown(
            attempt: attempt, reason: reason, status: nil, retryAfterMs: retryAfterMs, error: nil,
            partialText: nil, durationMs: 3)
    }
}

extension BudgetReached {
    static func sample(_ scope: BudgetScope = .run, hold: Ticks? = Ticks(1_000)) -> BudgetReached {
        BudgetReached(
            scope: scope, account: nil, capTicks: Ticks(10_000), settledTicks: Ticks(500),
            heldTicks: Ticks(9_000), holdTicks: hold)
    }
}

extension FailureReason {
    /// Whether it ends an attempt that is surely not billed.
    var isUnbilled: Bool {
        switch self {
        case .rateLimited, .atCapacity, .noCredit, .badCredential, .forbidden, .unknownModel,
            .invalidRequest, .simulatorAnswered, .notSent, .permitExpired,
            .untrustedCertificate:
            true
        default: false
        }
    }
}
