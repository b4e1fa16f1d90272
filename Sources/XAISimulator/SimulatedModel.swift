/// A model that the simulator knows, with its own prices in ticks per token (1 USD per million
/// tokens = 10,000 ticks per token).
///
/// The table repeats no constant of the price book on purpose: the simulator's bill is what the
/// ledger's arithmetic is checked against, so the two must not share a source.
struct SimulatedModel: Sendable, Equatable {
    let name: String
    let promptTicks: Int64
    let cachedTicks: Int64
    let completionTicks: Int64
    /// From so many prompt tokens on every price doubles for all tokens of the request; 0 is never.
    var longContextThreshold = 0
    /// The most prompt tokens it accepts.
    let contextTokens: Int
    /// Which documented range of tokens its sub-task answers fall in.
    let phase: Phase
    var aliases: [String] = []
    /// Whether it refuses `reasoning_effort`.
    var rejectsReasoningEffort = false

    /// What a request with this usage costs. Reasoning is billed at the completion price.
    func ticks(for usage: SimulatedUsage) -> Int64 {
        let uncached = Int64(usage.promptTokens - usage.cachedTokens) * promptTicks
        let cached = Int64(usage.cachedTokens) * cachedTicks
        let produced =
            Int64(usage.completionTokens + usage.reasoningTokens) * completionTicks
        let doubles = longContextThreshold > 0 && usage.promptTokens >= longContextThreshold
        return (uncached + cached + produced) * (doubles ? 2 : 1)
    }
}
