/// The tokens of one answer, each counted once: `promptTokens` includes `cachedTokens`;
/// `completionTokens` excludes `reasoningTokens`, which are billed at the completion's price.
public struct TokenUsage: Hashable, Sendable, Codable {
    /// The largest count that a body may hold: 10⁹.
    public static let countMax: Int64 = 1_000_000_000
    public static let zero = TokenUsage(prompt: 0, cached: 0, completion: 0, reasoning: 0)

    public var promptTokens: Int64
    public var cachedTokens: Int64
    public var completionTokens: Int64
    public var reasoningTokens: Int64

    public init(prompt: Int64, cached: Int64, completion: Int64, reasoning: Int64) {
        promptTokens = prompt
        cachedTokens = cached
        completionTokens = completion
        reasoningTokens = reasoning
    }

    public var totalTokens: Int64 { promptTokens + completionTokens + reasoningTokens }

    public static func + (left: TokenUsage, right: TokenUsage) -> TokenUsage {
        TokenUsage(
            prompt: left.promptTokens + right.promptTokens,
            cached: left.cachedTokens + right.cachedTokens,
            completion: left.completionTokens + right.completionTokens,
            reasoning: left.reasoningTokens + right.reasoningTokens)
    }

    private enum CodingKeys: String, CodingKey {
        case promptTokens = "prompt_tokens"
        case cachedTokens = "cached_tokens"
        case completionTokens = "completion_tokens"
        case reasoningTokens = "reasoning_tokens"
    }
}
