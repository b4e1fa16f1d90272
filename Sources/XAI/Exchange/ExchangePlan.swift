import Ledger

/// The limits of one attempt and the way it goes.
struct ExchangePlan: Sendable {
    let timeouts: Timeouts
    let sendBy: ContinuousClock.Instant?
    let route: Route
    let clocks: Clocks

    var isExpired: Bool {
        guard let sendBy else { return false }
        return clocks.now() >= sendBy
    }
}
