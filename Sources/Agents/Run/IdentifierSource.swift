package import Ledger

/// Where the shell gets the time and new ids from: the clock and the system's randomness, or what
/// a harness puts in their place.
package struct IdentifierSource: Sendable {
    /// A reading of the wall clock.
    package let now: @Sendable () -> Timestamp
    /// 64 random bits.
    private let random: @Sendable () -> UInt64

    package init(
        random: @escaping @Sendable () -> UInt64 = { .random(in: 0 ... .max) },
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.now = now
        self.random = random
    }

    package func event() -> EventID { EventID(at: now(), random: (random(), random())) }

    package func task() -> TaskID { TaskID(random: random()) }
}
