/// The provider answered, and what it said and cost is known.
public struct AttemptAnswered: EventBody {
    public static let type = "attempt-answered.v1"
    /// The largest `usage` object that is kept word for word, in bytes.
    public static let rawUsageBytesMax = 8_192

    public let attempt: AttemptReference
    /// The model that served, which may be another than the one asked for.
    public let servedModel: String
    /// The provider's response id, by which its billing records know the answer.
    public let response: String?
    /// The provider's `x-request-id`.
    public let providerRequest: String?
    /// The provider's word, such as `stop` or `length`.
    public let finishReason: String?
    public let outcome: AnswerOutcome
    public let text: Commitment
    public let textBytes: Int
    public let reasoning: Commitment?
    /// Nil when the payload's figures contradict each other.
    public let usage: TokenUsage?
    /// The `usage` object as it came.
    public let rawUsage: String?
    /// Which charge counts.
    public let label: Charge.Label
    /// The charge that counts; nil when the label is `unknown`.
    public let ticks: Ticks?
    public let reportedTicks: Ticks?
    public let computedTicks: Ticks?
    /// The served model's row, which `computedTicks` comes from.
    public let price: Price?
    public let durationMs: Int64

    public init(
        attempt: AttemptReference, servedModel: String, response: String?,
        providerRequest: String?, finishReason: String?, outcome: AnswerOutcome, text: Commitment,
        textBytes: Int, reasoning: Commitment?, usage: TokenUsage?, rawUsage: String?,
        charge: Charge, price: Price?, durationMs: Int64
    ) {
        self.attempt = attempt
        self.servedModel = servedModel
        self.response = response
        self.providerRequest = providerRequest
        self.finishReason = finishReason
        self.outcome = outcome
        self.text = text
        self.textBytes = textBytes
        self.reasoning = reasoning
        self.usage = usage
        self.rawUsage = rawUsage
        label = charge.label
        ticks = charge.ticks
        reportedTicks = charge.reported
        computedTicks = charge.computed
        self.price = price
        self.durationMs = durationMs
    }

    private enum CodingKeys: String, CodingKey {
        case attempt, response, outcome, text, reasoning, usage, label, ticks, price
        case servedModel = "served_model"
        case providerRequest = "provider_request"
        case finishReason = "finish_reason"
        case textBytes = "text_bytes"
        case rawUsage = "raw_usage"
        case reportedTicks = "reported_ticks"
        case computedTicks = "computed_ticks"
        case durationMs = "duration_ms"
    }
}
