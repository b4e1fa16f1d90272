import Ledger
import NIOCore

/// What one attempt is to send, and within which limits.
struct ExchangePlan: Sendable {
    let body: ByteBuffer
    let timeouts: Timeouts
    let sendBy: ContinuousClock.Instant?
    let route: Route
    let clocks: Clocks

    var isExpired: Bool {
        guard let sendBy else { return false }
        return clocks.now() >= sendBy
    }
}
