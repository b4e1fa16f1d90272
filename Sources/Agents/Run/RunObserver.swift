public import Ledger
public import Orchestration

/// Who wants to know how a run is getting on. Called in the order of the log, one call at a time.
public protocol RunObserver: Sendable {
    /// These events are now in the log, and this is what they add up to.
    func recorded(_ events: [EventRecord], _ report: TaskReport)
    /// More of the final text has arrived.
    func received(_ text: String)
    /// No account is free before this time.
    func waiting(until: Timestamp)
    /// Somebody asked to stop: no new attempts, and these have so many milliseconds to end.
    func stopping(attempts: Int, graceMs: Int64)
    /// These accounts turn out to be of one team, which shares one limit. Said once.
    func recognisedTeam(_ accounts: [String])
    /// The ledger cannot be written; so many attempts are under way, and are waited for.
    func cannotRecord(_ reason: String, underWay: Int)
}

extension RunObserver {
    public func recognisedTeam(_ accounts: [String]) {}
    public func cannotRecord(_ reason: String, underWay: Int) {}
}
