package import Ledger
package import LedgerStore

/// Where the shell gets the time and new ids from: the clock and the system's randomness.
package struct IdentifierSource: Sendable {
    package let clock: LedgerClock

    package init(_ clock: LedgerClock) {
        self.clock = clock
    }

    /// A reading of the wall clock.
    package func now() -> Timestamp { clock.read().wall }

    package func event() -> EventID {
        EventID(at: now(), random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }

    package func task() -> TaskID { TaskID(random: .random(in: 0 ... .max)) }
}
