internal import Ledger

/// What the attempts of a log add up to.
package struct LawTotals: Hashable, Sendable {
    package var attempts: Int64 = 0
    package var answered: Int64 = 0
    package var failed: Int64 = 0
    package var unknown: Int64 = 0
    package var promptTokens: Int64 = 0
    package var cachedTokens: Int64 = 0
    package var completionTokens: Int64 = 0
    package var reasoningTokens: Int64 = 0
    /// Settled.
    package var ticks: Int64 = 0

    package init() {}

    /// Adds the body of an answer. Its amounts are bounded, and so few that the sums stay far from
    /// their limit.
    mutating func add(_ answer: BodyFields) {
        ticks &+= answer.integer("ticks") ?? 0
        promptTokens &+= answer.integer("prompt_tokens") ?? 0
        cachedTokens &+= answer.integer("cached_tokens") ?? 0
        completionTokens &+= answer.integer("completion_tokens") ?? 0
        reasoningTokens &+= answer.integer("reasoning_tokens") ?? 0
    }

    /// The first sum that is not the same in `other`.
    package func firstDifference(from other: LawTotals) -> (name: String, Int64, Int64)? {
        let sums: [(String, KeyPath<LawTotals, Int64>)] = [
            ("attempts", \.attempts), ("answered attempts", \.answered),
            ("failed attempts", \.failed), ("attempts of unknown outcome", \.unknown),
            ("prompt tokens", \.promptTokens), ("cached tokens", \.cachedTokens),
            ("completion tokens", \.completionTokens), ("reasoning tokens", \.reasoningTokens),
            ("ticks", \.ticks),
        ]
        for (name, sum) in sums where self[keyPath: sum] != other[keyPath: sum] {
            return (name, self[keyPath: sum], other[keyPath: sum])
        }
        return nil
    }
}
