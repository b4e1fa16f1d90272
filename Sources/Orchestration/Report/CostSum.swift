public import Ledger

/// Money added up without losing what is not exact about it.
public struct CostSum: Hashable, Sendable {
    /// What is settled, reported or computed.
    public private(set) var settled = Ticks.zero
    /// Whether a part of it was computed by us.
    public private(set) var hasComputed = false
    /// Whether a part of it was stated by a person.
    public private(set) var hasStated = false
    /// Answers that nobody knows the cost of.
    public private(set) var unknownAnswers = 0
    /// Attempts under way or of unknown outcome.
    public private(set) var inDoubtAttempts = 0
    /// What those may cost at most by their holds.
    public private(set) var inDoubtTicksMax = Ticks.zero
    /// Those among them that have no hold, because their model has no price.
    public private(set) var inDoubtUnbounded = 0

    public init() {}

    public var isExact: Bool { !hasComputed && isComplete }

    /// Whether nothing is missing from `settled`.
    public var isComplete: Bool { unknownAnswers == 0 && inDoubtAttempts == 0 }

    /// `reported`, `computed`, `stated`, `unknown` (nothing is known) or `partial` (at least this
    /// much).
    public var label: String {
        if isComplete { return hasComputed ? "computed" : hasStated ? "stated" : "reported" }
        return settled == .zero ? "unknown" : "partial"
    }

    mutating func add(_ answered: AttemptAnswered) {
        if answered.label == .computed { hasComputed = true }
        guard let ticks = answered.ticks else {
            unknownAnswers += 1
            return
        }
        settled = settled.clampedAdding(ticks)
    }

    /// What a person has found on the provider's bill.
    mutating func state(_ ticks: Ticks) {
        hasStated = true
        settled = settled.clampedAdding(ticks)
    }

    mutating func hold(_ attempt: AttemptReference) {
        inDoubtAttempts += 1
        inDoubtTicksMax = inDoubtTicksMax.clampedAdding(attempt.holdTicks ?? .zero)
        if attempt.holdTicks == nil { inDoubtUnbounded += 1 }
    }

    mutating func release(_ attempt: AttemptReference) {
        inDoubtAttempts -= 1
        inDoubtTicksMax = inDoubtTicksMax.clampedAdding(
            Ticks(-(attempt.holdTicks?.count ?? 0)))
        if attempt.holdTicks == nil { inDoubtUnbounded -= 1 }
    }
}
