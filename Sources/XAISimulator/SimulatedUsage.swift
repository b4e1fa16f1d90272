/// The tokens of one answer as the provider counts them: `promptTokens` includes `cachedTokens`,
/// `completionTokens` excludes `reasoningTokens`.
struct SimulatedUsage: Sendable, Equatable {
    var promptTokens: Int
    var cachedTokens: Int
    var completionTokens: Int
    var reasoningTokens: Int

    var totalTokens: Int { promptTokens + completionTokens + reasoningTokens }

    /// The most reasoning tokens of an answer.
    static let reasoningTokensMax = 8_000

    /// About a quarter of the texts' bytes and eight for each message, at least 12: always less
    /// than the request's body has bytes.
    static func promptTokens(of messages: [ChatMessage]) -> Int {
        messages.reduce(into: 0) { $0 += $1.content.utf8.count } / 4 + 8 * messages.count
    }

    /// Draws a usage whose total falls in the phase's range where the prompt leaves room.
    ///
    /// - Parameter completionTokensMax: the request's `max_completion_tokens`; an answer of normal
    ///   length stays within half of it.
    static func draw(
        promptTokens: Int, phase: Phase, completionTokensMax: Int?,
        from generator: inout SplitMix64
    ) -> SimulatedUsage {
        let total = generator.draw(phase.totalTokens)
        let cachedPercent = generator.below(61)
        let completionPercent = generator.draw(30...80)
        let least = generator.draw(24...200)
        let promptTokens = max(12, promptTokens)
        let produced = max(least, total - promptTokens)
        var completion = max(1, produced * completionPercent / 100)
        if let completionTokensMax { completion = min(completion, max(1, completionTokensMax / 2)) }
        return SimulatedUsage(
            promptTokens: promptTokens, cachedTokens: promptTokens * cachedPercent / 100,
            completionTokens: completion,
            reasoningTokens: min(produced - completion, reasoningTokensMax))
    }
}
