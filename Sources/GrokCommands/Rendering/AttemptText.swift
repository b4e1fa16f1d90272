internal import Ledger
internal import Orchestration

/// How an attempt ended, in the words of a table.
struct AttemptText {
    let attempt: TaskReport.Attempt

    init(_ attempt: TaskReport.Attempt) {
        self.attempt = attempt
    }

    /// The model, and the one that served if that was another.
    var model: String {
        let asked = attempt.started.attempt.model
        guard case .attemptAnswered(let body) = attempt.outcome, body.servedModel != asked else {
            return asked
        }
        return "\(asked), served by \(body.servedModel)"
    }

    var state: String {
        switch attempt.outcome {
        case .attemptAnswered(let body):
            body.outcome == .complete ? "answered" : FailureText.status(.finished(body.outcome))
        case .attemptFailed(let body):
            "failed: "
                + EventSummary.reason(
                    body.reason, status: body.status, retryAfterMs: body.retryAfterMs)
        case .attemptOutcomeUnknown(let body):
            "unknown: "
                + EventSummary.reason(
                    body.reason, status: body.status, retryAfterMs: body.retryAfterMs)
                + resolution
        default:
            "no outcome yet"
        }
    }

    /// `?` if nobody knows.
    var tokens: String {
        switch attempt.outcome {
        case .attemptAnswered(let body): body.usage.map { Count.text($0.totalTokens) } ?? "?"
        case .attemptFailed: "0"
        default: "?"
        }
    }

    /// What is settled; for what is in doubt, the most that it may be.
    var cost: String {
        if let resolution = attempt.resolution { return "$" + (resolution.ticks ?? .zero).usd }
        return settledCost
    }

    private var resolution: String {
        switch attempt.resolution?.resolution {
        case .billed: "; billed, as somebody found"
        case .notBilled: "; not billed, as somebody found"
        case nil: ""
        }
    }

    /// Between what and what an attempt may have cost that nobody knows the outcome of.
    static func range(_ attempt: AttemptReference) -> String {
        attempt.holdTicks.map { "it may have cost from $0 to $\($0.usd)" }
            ?? "there is no bound for what it may have cost"
    }

    private var settledCost: String {
        switch attempt.outcome {
        case .attemptAnswered(let body): MoneyText.text(body)
        case .attemptFailed: MoneyText.text(.zero, label: "reported")
        default: attempt.started.attempt.holdTicks.map { "? <= $" + $0.usd } ?? "?"
        }
    }

    var took: String {
        guard let endedAt = attempt.endedAt else { return "" }
        return Count.duration(
            milliseconds: durationMs ?? max(0, endedAt.milliseconds(since: attempt.startedAt)))
    }

    /// As measured by the process that sent it; nil if that died.
    var durationMs: Int64? {
        switch attempt.outcome {
        case .attemptAnswered(let body): body.durationMs
        case .attemptFailed(let body): body.durationMs
        case .attemptOutcomeUnknown(let body): body.durationMs
        default: nil
        }
    }

    /// The provider's words.
    var error: Commitment? {
        switch attempt.outcome {
        case .attemptFailed(let body): body.error
        case .attemptOutcomeUnknown(let body): body.error
        default: nil
        }
    }
}
