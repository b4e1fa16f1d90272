public import Ledger

/// What has been spent under a cap: settled, and held by attempts that are under way, of unknown
/// outcome, or answered at a cost that nobody knows.
public struct Spending: Hashable, Sendable {
    public internal(set) var settled: Ticks
    public internal(set) var held: Ticks

    public init(settled: Ticks = .zero, held: Ticks = .zero) {
        self.settled = settled
        self.held = held
    }

    public var total: Ticks { settled.clampedAdding(held) }

    mutating func hold(_ ticks: Ticks?) {
        held = held.clampedAdding(ticks ?? .zero)
    }

    /// The attempt is not billed.
    mutating func release(_ hold: Ticks?) {
        held = held.clampedAdding(Ticks(-(hold?.count ?? 0)))
    }

    /// The attempt cost `ticks`; where nobody knows, the hold stays.
    mutating func settle(_ ticks: Ticks?, hold: Ticks?) {
        guard let ticks else { return }
        release(hold)
        settled = settled.clampedAdding(ticks)
    }

    /// What is left under `cap`; nothing when an answer cost more than was held for it.
    public func left(under cap: Ticks) -> Ticks {
        max(.zero, cap.clampedAdding(Ticks(-total.count)))
    }

    /// Whether `hold` fits under `cap`. A hold without a bound never does.
    func fits(_ hold: Ticks?, under cap: Ticks) -> Bool {
        guard let hold, let sum = try? total.adding(hold) else { return false }
        return sum <= cap
    }
}
