/// What one trial came to.
struct CrashOutcome: Sendable {
    let seed: UInt64
    /// The last event in the log at each kill.
    var kills: [String] = []
    var resumes = 0
    var attempts = 0
    /// Attempts whose outcome nobody knows, because the process died or the stream was cut.
    var inDoubt = 0
    var violations: [Violation] = []
    /// Why the trial itself did not work.
    var error: String?
}
