/// The request left, or may have left, and nobody knows what it cost. Its hold counts until it is
/// resolved; it is never shown as zero.
public struct AttemptOutcomeUnknown: EventBody {
    public static let type = "attempt-outcome-unknown.v1"

    public let attempt: AttemptReference
    public let reason: FailureReason
    public let status: Int?
    public let retryAfterMs: Int64?
    public let error: Commitment?
    /// What had arrived before it broke.
    public let partialText: Commitment?
    /// Nil when the process that sent it died.
    public let durationMs: Int64?

    public init(
        attempt: AttemptReference, reason: FailureReason, status: Int?, retryAfterMs: Int64?,
        error: Commitment?, partialText: Commitment?, durationMs: Int64?
    ) {
        self.attempt = attempt
        self.reason = reason
        self.status = status
        self.retryAfterMs = retryAfterMs
        self.error = error
        self.partialText = partialText
        self.durationMs = durationMs
    }

    private enum CodingKeys: String, CodingKey {
        case attempt, reason, status, error
        case retryAfterMs = "retry_after_ms"
        case partialText = "partial_text"
        case durationMs = "duration_ms"
    }
}
