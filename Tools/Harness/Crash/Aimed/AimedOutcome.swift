/// What one home came to that was killed again and again.
struct AimedOutcome: Sendable {
    let seed: UInt64
    /// The kills of each phase, and in how many of them the provider died as well.
    var kills: [KillPhase: Int] = [:]
    var together: [KillPhase: Int] = [:]
    /// The kills of each command.
    var verbs: [String: Int] = [:]
    /// Processes that ended before they reached their aim.
    var missed = 0
    var attempts = 0
    var tasks = 0
    /// Attempts that were in doubt at the end, and then told by the bill.
    var inDoubt = 0
    var violations: [Violation] = []
    /// Why the trial itself did not work.
    var error: String?

    var hits: Int { kills.values.reduce(0, +) }
}
