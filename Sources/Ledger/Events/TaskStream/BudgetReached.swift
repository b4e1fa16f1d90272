/// A hold was not granted, because it would go beyond a cap, and nothing of the run is under way
/// that could leave room. The run asks nothing new; at most it merges what there is.
public struct BudgetReached: EventBody {
    public static let type = "budget-reached.v1"

    public let scope: BudgetScope
    /// Whose cap it is; nil for those of a run and of a day.
    public let account: String?
    public let capTicks: Ticks
    /// What had been settled under the cap.
    public let settledTicks: Ticks
    /// What was held under the cap.
    public let heldTicks: Ticks
    /// What the call would have held; nil when its model has no price.
    public let holdTicks: Ticks?

    public init(
        scope: BudgetScope, account: String?, capTicks: Ticks, settledTicks: Ticks,
        heldTicks: Ticks, holdTicks: Ticks?
    ) {
        self.scope = scope
        self.account = account
        self.capTicks = capTicks
        self.settledTicks = settledTicks
        self.heldTicks = heldTicks
        self.holdTicks = holdTicks
    }

    private enum CodingKeys: String, CodingKey {
        case scope, account
        case capTicks = "cap_ticks"
        case settledTicks = "settled_ticks"
        case heldTicks = "held_ticks"
        case holdTicks = "hold_ticks"
    }
}

/// What a cap is on.
public enum BudgetScope: String, Sendable, Codable, CaseIterable {
    /// All attempts of one task.
    case run
    /// All attempts of one day (UTC), by the time in their ids.
    case day
    /// The attempts of one day on one key.
    case accountDay = "account-day"
    /// All attempts ever on one key.
    case account
}
