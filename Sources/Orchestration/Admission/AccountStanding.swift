public import Ledger

/// What the log says about one key: its requests in the window, its money, whether it may be used.
public struct AccountStanding: Hashable, Sendable {
    /// A start that counts against the window.
    public struct Permit: Hashable, Sendable {
        public let attempt: EventID
        /// From when on it counts.
        public internal(set) var startedAt: Timestamp
        public let windowRequests: Int
        public let windowMs: Int64

        /// `endedAt` is when the outcome was recorded, if it has been.
        public init(
            attempt: EventID, startedAt: Timestamp, endedAt: Timestamp? = nil, windowRequests: Int,
            windowMs: Int64
        ) {
            self.attempt = attempt
            self.startedAt = startedAt
            self.windowRequests = windowRequests
            self.windowMs = windowMs
            if let endedAt { arrived(by: endedAt) }
        }

        /// The request arrived at the provider at some moment before its outcome: the permit counts
        /// from the last of them that is plausible, so that a request that was long on its way is
        /// not forgotten before the provider forgets it.
        mutating func arrived(by time: Timestamp) {
            let latest = startedAt.advanced(milliseconds: RateLimit.transitMsMax)
            startedAt = min(max(time, startedAt), latest)
        }
    }

    /// The name that the key was last used under.
    public var name: String
    /// What its answers cost.
    public var settled: Ticks
    /// What its attempts under way and of unknown outcome may cost.
    public var held: Ticks
    /// The holds of answers that nobody knows the cost of.
    public var unpriced: Ticks
    public var requests: Int
    public var openAttempts: Set<EventID>
    /// Oldest first; those older than every window are forgotten.
    public var permits: [Permit]
    public var cooledDownUntil: Timestamp?
    public var disabled: DisablementReason?
    /// Limits and server errors in a row.
    public var setbacks: Int
    /// The provider's name of its team; nil as long as nobody has asked.
    public var team: String?

    public init(
        name: String, settled: Ticks = .zero, held: Ticks = .zero,
        unpriced: Ticks = .zero, requests: Int = 0,
        openAttempts: Set<EventID> = [], permits: [Permit] = [],
        cooledDownUntil: Timestamp? = nil, disabled: DisablementReason? = nil, setbacks: Int = 0,
        team: String? = nil
    ) {
        self.name = name
        self.settled = settled
        self.held = held
        self.unpriced = unpriced
        self.requests = requests
        self.openAttempts = openAttempts
        self.permits = permits.sorted { $0.startedAt < $1.startedAt }
        self.cooledDownUntil = cooledDownUntil
        self.disabled = disabled
        self.setbacks = setbacks
        self.team = team
    }
}
