/// A model as `GET /v1/language-models` describes it. Prices are ticks for one token.
package struct LanguageModel: Hashable, Sendable {
    package struct Prices: Hashable, Sendable {
        package let prompt: Int64
        package let cachedPrompt: Int64
        package let completion: Int64
    }

    package let id: String
    /// Other names that mean it.
    package let aliases: [String]
    package let prices: Prices
    /// The shortest prompt that `longPrices` hold for; nil: they hold for none.
    package let longFromPromptTokens: Int64?
    package let longPrices: Prices?
}

/// Why there is no list of models.
package enum LanguageModelsError: Error, Hashable, Sendable {
    /// The provider was not reached, or does not answer such questions.
    case unavailable(String)
    /// The provider does not take the key.
    case refused(String)
    /// What came is no list of models with prices in whole ticks.
    case unreadable(String)
}
