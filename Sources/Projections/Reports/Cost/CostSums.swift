package import Ledger

/// Attempts, tokens and money of one row of a cost report, or of all of them.
package struct CostSums: Hashable, Sendable {
    package internal(set) var answered: Int64 = 0
    package internal(set) var failed: Int64 = 0
    /// With an unknown outcome.
    package internal(set) var unknown: Int64 = 0
    /// Not ended yet, or never, if their process died.
    package internal(set) var open: Int64 = 0
    package internal(set) var promptTokens: Int64 = 0
    package internal(set) var cachedTokens: Int64 = 0
    package internal(set) var completionTokens: Int64 = 0
    package internal(set) var reasoningTokens: Int64 = 0
    /// What is settled.
    package internal(set) var ticks: Int64 = 0
    /// Answers whose cost the price book said: their share of the cost is shown with `~`.
    package internal(set) var computedAnswers: Int64 = 0
    /// Attempts whose cost a person has stated.
    package internal(set) var statedAttempts: Int64 = 0
    /// Attempts that may cost something that is not settled.
    package internal(set) var doubtfulAttempts: Int64 = 0
    /// What those hold: the bound of what they may cost.
    package internal(set) var doubtfulTicks: Int64 = 0
    /// Those among them without a bound, because their model has no price.
    package internal(set) var doubtfulUnbounded: Int64 = 0

    package init() {}

    package var attempts: Int64 { answered + failed + unknown + open }
    package var totalTokens: Int64 { promptTokens + completionTokens + reasoningTokens }
    package var cost: Ticks { Ticks(ticks) }
    package var inDoubt: InDoubt {
        InDoubt(
            attempts: doubtfulAttempts, ticksMax: Ticks(doubtfulTicks),
            unbounded: doubtfulUnbounded)
    }

    /// What may have been billed beyond what is settled.
    package struct InDoubt: Hashable, Sendable {
        /// Open, of unknown outcome, or answered at an unknown cost.
        package let attempts: Int64
        /// What they cost at most, as far as that is known.
        package let ticksMax: Ticks
        /// Those among them that nobody knows a bound for.
        package let unbounded: Int64
    }

    /// What rows come to together.
    package static func adding(_ parts: [CostSums]) throws(ProjectionError) -> CostSums {
        var whole = CostSums()
        for part in parts { try whole.add(part) }
        return whole
    }

    mutating func add(_ other: CostSums) throws(ProjectionError) {
        let what = "the sum of a cost report"
        try answered.add(other.answered, what)
        try failed.add(other.failed, what)
        try unknown.add(other.unknown, what)
        try open.add(other.open, what)
        try promptTokens.add(other.promptTokens, what)
        try cachedTokens.add(other.cachedTokens, what)
        try completionTokens.add(other.completionTokens, what)
        try reasoningTokens.add(other.reasoningTokens, what)
        try ticks.add(other.ticks, what)
        try computedAnswers.add(other.computedAnswers, what)
        try statedAttempts.add(other.statedAttempts, what)
        try doubtfulAttempts.add(other.doubtfulAttempts, what)
        try doubtfulTicks.add(other.doubtfulTicks, what)
        try doubtfulUnbounded.add(other.doubtfulUnbounded, what)
    }
}
