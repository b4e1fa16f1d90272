public import Ledger

/// Something that happened to a task, as its decider is told. Texts have become commitments before.
public enum TaskCommand: Hashable, Sendable {
    case submit(TaskSubmitted)
    /// An account was found for a call that is owed.
    case start(AttemptStarted)
    /// An answer came; with the plan that it contains, if the call asked for one.
    case answer(AttemptAnswered, PlanProposal?)
    case fail(AttemptFailed)
    case loseTrack(AttemptOutcomeUnknown)
    case pause(PauseReason)
    /// A process carries on with the task: attempts that are open belong to one that died.
    case resume(run: EventID)
}

/// Why a command was not carried out.
public enum TaskRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case alreadySubmitted
    case notSubmitted
    case alreadyFinished
    /// Nothing is owed that this attempt would answer.
    case notOwed(Call)
    /// The attempt was never started.
    case unknownAttempt(EventID)

    public var description: String {
        switch self {
        case .alreadySubmitted: "the task was submitted before, with other words or options"
        case .notSubmitted: "there is no such task"
        case .alreadyFinished: "the task has finished"
        case .notOwed(let call): "no attempt of the \(call.kind.rawValue) is owed"
        case .unknownAttempt(let attempt): "attempt \(attempt) was never started"
        }
    }
}
