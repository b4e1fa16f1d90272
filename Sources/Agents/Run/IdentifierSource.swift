package import Ledger

/// Where the shell gets the time and new ids from: the clock and the system's randomness.
package struct IdentifierSource: Sendable {
    /// A reading of the wall clock.
    package let now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    package func event() -> EventID {
        EventID(at: now(), random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }

    package func task() -> TaskID { TaskID(random: .random(in: 0 ... .max)) }
}
