#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Identifiers that are unlike those of every other simulator that ever ran: an answer's id is the
/// key by which bills are reconciled, so it must not recur when an answer does.
///
/// This is the one thing about an answer that is not a function of seed, model and messages.
struct Identity: Sendable {
    private let nonce: UInt64

    /// Two simulators never share both their process and the microsecond of their start.
    init() {
        var generator = SplitMix64(
            seed: UInt64(bitPattern: SimulatorClock.wallUs()) ^ UInt64(getpid()) << 44)
        nonce = generator.next()
    }

    func completionID(_ number: Int) -> String {
        uuid(of: UInt64(number), purpose: 1)
    }

    func requestID(_ number: UInt64) -> String {
        uuid(of: number, purpose: 2)
    }

    private func uuid(of number: UInt64, purpose: UInt64) -> String {
        var generator = SplitMix64(seed: nonce &+ number &* 4 &+ purpose)
        return Hexadecimal.uuid(generator.next(), generator.next())
    }
}
