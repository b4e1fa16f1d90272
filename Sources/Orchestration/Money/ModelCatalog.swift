/// What is known of models apart from their prices.
public enum ModelCatalog {
    /// Tokens that a model may spend on reasoning beyond `max_completion_tokens`, as assumed by
    /// holds. The provider caps reasoning nowhere, so this is an allowance, not a limit.
    public static func reasoningTokensAllowance(of model: String) -> Int64 {
        32_768
    }

    /// The context window in tokens (list of November 2025 and 2026; 131,072 for a model that is
    /// not known, the smallest on either list).
    public static func windowTokens(of model: String) -> Int {
        windows[model] ?? 131_072
    }

    private static let windows: [String: Int] = [
        "grok-code-fast-1": 256_000, "grok-4": 256_000, "grok-build-0.1": 256_000,
        "grok-4-fast": 2_000_000, "grok-4-1-fast": 2_000_000,
        "grok-4.3": 1_000_000, "grok-4.20": 1_000_000,
        "grok-4.5": 500_000, "grok-4.6": 500_000, "grok-4.7": 500_000,
    ]

    /// A cautious estimate of the tokens of a text: one for three bytes. English takes about one
    /// for four, Chinese about one for three.
    public static func tokensEstimate(bytes: Int) -> Int { (bytes + 2) / 3 }
}
