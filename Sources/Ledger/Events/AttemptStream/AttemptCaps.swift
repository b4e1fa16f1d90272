/// The caps that a hold was granted under, in ticks; those that were not set are left out.
public struct AttemptCaps: Hashable, Sendable, Codable {
    public var run: Ticks?
    public var day: Ticks?
    public var accountDay: Ticks?
    public var account: Ticks?

    public init(
        run: Ticks? = nil, day: Ticks? = nil, accountDay: Ticks? = nil, account: Ticks? = nil
    ) {
        self.run = run
        self.day = day
        self.accountDay = accountDay
        self.account = account
    }

    public var isEmpty: Bool {
        run == nil && day == nil && accountDay == nil && account == nil
    }

    private enum CodingKeys: String, CodingKey {
        case run = "run_cap_ticks"
        case day = "day_cap_ticks"
        case accountDay = "account_day_cap_ticks"
        case account = "account_cap_ticks"
    }
}
