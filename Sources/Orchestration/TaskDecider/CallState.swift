public import Ledger

/// What has happened to one question so far.
public struct CallState: Hashable, Sendable {
    /// The answer that is kept.
    public struct Answer: Hashable, Sendable {
        public let attempt: EventID
        public let outcome: AnswerOutcome
        public let text: Commitment
        public let textBytes: Int
        /// Nil when nobody knows what it cost.
        public let ticks: Ticks?
    }

    /// Attempts ever made; numbers the next one.
    public internal(set) var attempts = 0
    /// Attempts that failed or are unknown since the run was last taken up.
    public internal(set) var failures = 0
    /// Attempts since then that were refused or expired without being billed.
    public internal(set) var unbilled = 0
    /// The attempt that is under way.
    public internal(set) var open: EventID?
    /// The next attempt does not start before.
    public internal(set) var notBefore: Timestamp?
    /// The account of the last attempt that failed: the next one prefers another.
    public internal(set) var lastAccount: String?
    /// Why it will not be asked again.
    public internal(set) var failed: FailureReason?
    public internal(set) var answer: Answer?

    public init() {}

    /// Whether it should be asked now or later.
    var isOwed: Bool { open == nil && answer == nil && failed == nil }

    mutating func started(_ reference: AttemptReference) {
        attempts = max(attempts, reference.number)
        open = reference.id
        notBefore = nil
    }

    mutating func answered(_ body: AttemptAnswered) {
        open = nil
        answer = Answer(
            attempt: body.attempt.id, outcome: body.outcome, text: body.text,
            textBytes: body.textBytes, ticks: body.ticks)
    }

    /// Another task has paid for the answer.
    mutating func inherited(_ body: AnswerInherited) {
        answer = Answer(
            attempt: body.attempt, outcome: body.outcome, text: body.text,
            textBytes: body.textBytes, ticks: body.ticks)
    }

    mutating func ended(
        _ reference: AttemptReference, reason: FailureReason, retryAfterMs: Int64?, at: Timestamp
    ) {
        open = nil
        lastAccount = reference.account
        let isUnbilled = RetryPolicy.isUnbilledRefusal(reason)
        if isUnbilled {
            unbilled += 1
        } else if reason != .interrupted {
            failures += 1
        }
        let delay = RetryPolicy.delayMs(
            after: reason, failures: isUnbilled ? unbilled : failures, retryAfterMs: retryAfterMs,
            attempt: reference.id)
        notBefore = delay > 0 ? at.advanced(milliseconds: delay) : nil
    }

    /// A new run has its tries back.
    mutating func takenUp() {
        failures = 0
        unbilled = 0
        notBefore = nil
    }
}
