package import Ledger
package import LedgerStore

/// Where the shell gets the time and new ids from: the clock and the system's randomness, or what
/// a harness puts in their place.
package struct IdentifierSource: Sendable {
    package let clock: LedgerClock
    /// 64 random bits.
    private let random: @Sendable () -> UInt64

    package init(
        _ clock: LedgerClock,
        random: @escaping @Sendable () -> UInt64 = { .random(in: 0 ... .max) }
    ) {
        self.clock = clock
        self.random = random
    }

    /// A reading of the wall clock.
    package func now() -> Timestamp { clock.read().wall }

    package func event() -> EventID { EventID(at: now(), random: (random(), random())) }

    package func task() -> TaskID { TaskID(random: random()) }
}
