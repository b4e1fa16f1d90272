/// The attempt brought no answer and is surely not billed: refused before generation, or never
/// sent.
public struct AttemptFailed: EventBody {
    public static let type = "attempt-failed.v1"

    public let attempt: AttemptReference
    public let reason: FailureReason
    /// The HTTP status; nil when there was no answer at all.
    public let status: Int?
    /// The provider's `Retry-After`.
    public let retryAfterMs: Int64?
    /// The provider's words.
    public let error: Commitment?
    public let durationMs: Int64

    public init(
        attempt: AttemptReference, reason: FailureReason, status: Int?, retryAfterMs: Int64?,
        error: Commitment?, durationMs: Int64
    ) {
        self.attempt = attempt
        self.reason = reason
        self.status = status
        self.retryAfterMs = retryAfterMs
        self.error = error
        self.durationMs = durationMs
    }

    private enum CodingKeys: String, CodingKey {
        case attempt, reason, status, error
        case retryAfterMs = "retry_after_ms"
        case durationMs = "duration_ms"
    }
}
