public import Ledger

/// What the provider answered, and what it says about the cost.
public struct ChatAnswer: Hashable, Sendable {
    /// The provider's response id, by which its billing records know the answer.
    public var id: String?
    /// The model that served. An answer that names none is credited to the model asked for.
    public var servedModel: String
    public var text: String
    public var reasoning: String?
    public var refusal: String?
    /// The provider's word, such as `stop` or `length`.
    public var finishReason: String?
    /// Nil when the payload has no figures, or figures that contradict each other.
    public var usage: TokenUsage?
    public var usageFlags: UsageFlags
    /// The `usage` object as the bytes that came; nil when there is none or it is too large.
    public var rawUsage: String?
    /// The provider's own figure for the cost; nil when it did not report one.
    public var reportedTicks: Ticks?
    /// The provider's `x-request-id`.
    public var providerRequest: String?

    public init(
        id: String?, servedModel: String, text: String, reasoning: String? = nil,
        refusal: String? = nil, finishReason: String?, usage: TokenUsage?,
        usageFlags: UsageFlags = [], rawUsage: String? = nil, reportedTicks: Ticks? = nil,
        providerRequest: String? = nil
    ) {
        self.id = id
        self.servedModel = servedModel
        self.text = text
        self.reasoning = reasoning
        self.refusal = refusal
        self.finishReason = finishReason
        self.usage = usage
        self.usageFlags = usageFlags
        self.rawUsage = rawUsage
        self.reportedTicks = reportedTicks
        self.providerRequest = providerRequest
    }
}
