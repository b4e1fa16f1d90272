/// Where in the life of a call a process is killed.
enum KillPhase: String, CaseIterable, Sendable {
    /// The attempt is recorded; nothing of its request has left.
    case beforeSend = "before-send"
    /// The provider has the whole request and has not billed it.
    case afterSend = "after-send"
    /// The provider has billed it; nothing of the answer has left.
    case afterBilling = "after-billing"
    /// A piece of a streamed answer has arrived.
    case midStream = "mid-stream"
    /// The whole answer has arrived; nothing of it is being recorded.
    case afterAnswer = "after-answer"
    /// The transaction with the outcome is written and not committed.
    case beforeCommit = "before-commit"
    /// It is committed; nobody has acted on it.
    case afterCommit = "after-commit"
    /// Whoever carries on has found attempts of a dead process, and their outcomes are not
    /// committed.
    case beforeRecovery = "before-recovery"
    /// Their outcomes are committed.
    case afterRecovery = "after-recovery"

    /// Whether it is the provider who knows when it is reached.
    var isSeenByProvider: Bool { self == .afterSend || self == .afterBilling }

    /// Whether it needs attempts that a dead process left.
    var needsOpenAttempts: Bool { self == .beforeRecovery || self == .afterRecovery }
}
