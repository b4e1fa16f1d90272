public import Ledger

/// Why an attempt brought no whole answer.
public struct ChatFailure: Hashable, Sendable {
    /// The largest ``message``, in bytes of UTF-8.
    public static let messageBytesMax = 8_192

    public var reason: FailureReason
    /// The HTTP status; nil when there was no answer at all.
    public var status: Int?
    /// How long the provider asks to wait.
    public var retryAfterMs: Int64?
    /// The provider's words, or one sentence of ours when it said nothing. Holds no secret.
    public var message: String
    /// The text that had arrived before it broke.
    public var partialText: String?
    /// The provider's `x-request-id`.
    public var providerRequest: String?

    public init(
        reason: FailureReason, status: Int? = nil, retryAfterMs: Int64? = nil, message: String,
        partialText: String? = nil, providerRequest: String? = nil
    ) {
        self.reason = reason
        self.status = status
        self.retryAfterMs = retryAfterMs
        self.message = message
        self.partialText = partialText
        self.providerRequest = providerRequest
    }
}
