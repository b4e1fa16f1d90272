public import Ledger

/// How much may be spent. Without any the fold counts all the same, and nothing is refused.
public struct Caps: Hashable, Sendable {
    /// The caps on one account; they belong to the key that stands under its name.
    public struct Account: Hashable, Sendable {
        /// In one day (UTC).
        public var day: Ticks?
        /// Over the whole ledger.
        public var total: Ticks?

        public init(day: Ticks? = nil, total: Ticks? = nil) {
            self.day = day
            self.total = total
        }
    }

    /// For the whole run.
    public var run: Ticks?
    /// For all accounts in one day (UTC).
    public var day: Ticks?
    /// By the name of the account.
    public var accounts: [String: Account]

    public init(run: Ticks? = nil, day: Ticks? = nil, accounts: [String: Account] = [:]) {
        self.run = run
        self.day = day
        self.accounts = accounts
    }

    public static let none = Caps()

    public var isEmpty: Bool { self == .none }

    /// Those that a hold on `account` is granted under; nil if there is none.
    public func caps(on account: String) -> AttemptCaps? {
        let own = accounts[account]
        let caps = AttemptCaps(run: run, day: day, accountDay: own?.day, account: own?.total)
        return caps.isEmpty ? nil : caps
    }

    /// The models among `models` that must not be asked: nobody knows what they cost. In the
    /// order of their roles.
    public func unpriced(_ models: ModelChoice, in book: PriceBook) -> [String] {
        guard !isEmpty else { return [] }
        var names: [String] = []
        for role in Role.allCases {
            let model = models[role]
            if book.price(of: model) == nil, !names.contains(model) { names.append(model) }
        }
        return names
    }
}
