/// One HTTP request is about to be sent. Committed before the first byte leaves; at once the
/// intent, the permit of the account's window and the hold on the budget.
public struct AttemptStarted: EventBody {
    public static let type = "attempt-started.v1"

    public let attempt: AttemptReference
    /// The manifest of the messages.
    public let request: Commitment
    public let requestBytes: Int
    public let completionTokensMax: Int64
    /// The row that the hold was computed with.
    public let price: Price?
    /// The limit that this permit was granted under.
    public let windowRequests: Int
    public let windowMs: Int64
    /// Nil when no cap was set.
    public let caps: AttemptCaps?

    public init(
        attempt: AttemptReference, request: Commitment, requestBytes: Int,
        completionTokensMax: Int64, price: Price?, windowRequests: Int, windowMs: Int64,
        caps: AttemptCaps? = nil
    ) {
        self.attempt = attempt
        self.request = request
        self.requestBytes = requestBytes
        self.completionTokensMax = completionTokensMax
        self.price = price
        self.windowRequests = windowRequests
        self.windowMs = windowMs
        self.caps = caps
    }

    private enum CodingKeys: String, CodingKey {
        case attempt, request, price, caps
        case requestBytes = "request_bytes"
        case completionTokensMax = "completion_tokens_max"
        case windowRequests = "window_requests"
        case windowMs = "window_ms"
    }
}
