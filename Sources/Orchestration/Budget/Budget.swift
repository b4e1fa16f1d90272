public import Ledger

/// What an admission has to keep within: the caps, and what the run has spent so far.
public struct Budget: Hashable, Sendable {
    public let caps: Caps
    /// Of the run alone; what the ledger spent is in the fold.
    public var spent: Spending

    public init(caps: Caps, spent: Spending) {
        self.caps = caps
        self.spent = spent
    }

    /// What was granted counts against the next.
    public mutating func grant(_ wish: HoldWish) {
        spent.hold(wish.ticks)
    }
}

/// The hold that an attempt needs.
public struct HoldWish: Hashable, Sendable {
    /// Nil when the model has no price.
    public let ticks: Ticks?
    /// The day that it counts for.
    public let day: BudgetDay

    public init(ticks: Ticks?, attempt: EventID) {
        self.ticks = ticks
        day = BudgetDay(of: attempt)
    }
}

/// A day (UTC) of the budget: the one in the id of an attempt, so that hold and settlement of one
/// attempt count for the same day, and every event of it says which.
public struct BudgetDay: Hashable, Comparable, Sendable {
    public static let millisecondsOfDay: Int64 = 86_400_000
    /// Days since 1970.
    public let number: Int64

    public init(number: Int64) {
        self.number = number
    }

    public init(of attempt: EventID) {
        number = attempt.madeAtMs / Self.millisecondsOfDay
    }

    public static func < (left: BudgetDay, right: BudgetDay) -> Bool { left.number < right.number }
}

extension EventID {
    /// When it was made, in milliseconds since 1970 UTC: the beginning of a UUIDv7.
    var madeAtMs: Int64 { Int64(high >> 16) }
}
