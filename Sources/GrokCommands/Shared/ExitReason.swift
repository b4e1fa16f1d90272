/// Every way in which the program ends, as the exit code that scripts see.
package enum ExitReason: Int32, Sendable {
    case done = 0
    case failed = 1
    /// There is a result, but some sub-tasks failed.
    case partial = 2
    /// Stopped by a budget.
    case budget = 3
    /// A verification found something.
    case verification = 5
    case usage = 64
    /// The input is not what it should be.
    case badData = 65
    /// A file that was named cannot be read.
    case noInput = 66
    /// The provider or all accounts are unavailable.
    case unavailable = 69
    /// Our own bug.
    case bug = 70
    case inputOutput = 74
    /// Stopped where it can go on, until somebody has decided something.
    case paused = 75
    case credentialRefused = 77
    case configuration = 78
    case interrupted = 130
}

/// The end of a command that did not do what it was asked: one sentence and an exit code.
package struct CommandFailure: Error, CustomStringConvertible {
    package let reason: ExitReason
    /// One clear sentence without a full stop at its end.
    package let sentence: String

    package init(_ reason: ExitReason, _ sentence: String) {
        self.reason = reason
        self.sentence = sentence
    }

    package var description: String { sentence }
}
