import Ledger

/// The `usage` object of a payload, read.
struct UsageReading: Equatable {
    /// Nil when the figures are missing, not to be trusted, or contradict each other.
    var usage: TokenUsage?
    var flags: UsageFlags = .absent
    /// The object as it came.
    var raw: String?
    /// The cost that the provider reported; a known one is never overwritten by a missing one.
    var reportedTicks: Ticks?
    /// Whether the object had any token count at all.
    var hasCounts = false

    /// Takes over a later reading of the same answer: usage is cumulative and the last one wins.
    mutating func supersede(with newer: UsageReading) {
        let knownTicks = newer.reportedTicks ?? reportedTicks
        if newer.hasCounts || !hasCounts { self = newer }
        reportedTicks = knownTicks
    }
}
