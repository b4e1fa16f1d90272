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
    /// A person hands over a plan: with the task, or instead of one that nothing was begun of.
    case adopt(PlanProposal, PlanSource)
    /// A person has seen the plan, and a process carries on with it.
    case approve(run: EventID)
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
    /// Only an approval carries on with a plan that somebody wants to see first.
    case awaitsApproval
    /// There is nothing to approve.
    case notAwaitingApproval
    /// There is a plan already, or one is being asked for.
    case planExists
    /// There is no plan that could be edited.
    case noPlan
    /// A sub-task of the plan has been started: what was paid for belongs to this plan.
    case planBegun
    /// The plan is being carried out.
    case notPaused
    /// The plan has problems, or no sub-tasks.
    case planUnsound

    public var description: String {
        switch self {
        case .alreadySubmitted: "the task was submitted before, with other words or options"
        case .notSubmitted: "there is no such task"
        case .alreadyFinished: "the task has finished"
        case .notOwed(let call): "no attempt of the \(call.kind.rawValue) is owed"
        case .unknownAttempt(let attempt): "attempt \(attempt) was never started"
        case .awaitsApproval: "the plan awaits approval"
        case .notAwaitingApproval: "the task does not await approval"
        case .planExists: "the task has a plan, or has asked for one"
        case .noPlan: "the task has no plan yet"
        case .planBegun: "a sub-task of the plan has been started"
        case .notPaused: "the task is not paused"
        case .planUnsound: "the plan cannot be carried out"
        }
    }
}
