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
    /// `until`: when an account will be free again, if that is what the run would wait for.
    case pause(PauseReason, until: Timestamp? = nil)
    /// The hold of the next call does not fit under a cap, and nothing is under way.
    case reachBudget(BudgetReached)
    /// A person hands over a plan: with the task, or instead of one that nothing was begun of.
    case adopt(PlanProposal, PlanSource)
    /// A person has seen the plan, and a process carries on with it.
    case approve(run: EventID)
    /// A process carries on with the task: attempts that are open belong to one that died.
    /// With `costMax` the run has another cap from now on.
    case resume(run: EventID, costMax: Ticks? = nil)
    /// As `resume`, but whoever might pay twice by asking again would rather not.
    case holdUnknown
    case cancel
    /// What was failed or skipped is asked again: all of it, or this sub-task and what it needs.
    case retry(run: EventID, subtask: Int?)
    /// A task that continues from a point of another, whose state at that point is known.
    case fork(TaskSubmitted, from: TaskState)
    case resolve(AttemptResolved)
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
    case cancelled
    /// Only what has ended can be retried.
    case notEnded
    case nothingFailed
    case noSubtask(Int)
    /// The sub-task has a complete answer.
    case hasResult(Int)
    /// Nothing was planned before the point.
    case nothingToInherit
    case alreadyResolved(EventID)
    /// The attempt has an outcome, or none yet: nobody is in doubt about it.
    case notInDoubt(EventID)
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
    /// The attempt's hold goes beyond the cap of its run.
    case overBudget(cap: Ticks, left: Ticks, hold: Ticks)
    /// Under a cap no model is asked that has no price.
    case noPrice(model: String)

    public var description: String {
        switch self {
        case .alreadySubmitted: "the task was submitted before, with other words or options"
        case .notSubmitted: "there is no such task"
        case .alreadyFinished: "the task has finished"
        case .notOwed(let call): "no attempt of the \(call.kind.rawValue) is owed"
        case .unknownAttempt(let attempt): "attempt \(attempt) was never started"
        case .cancelled: "the task was cancelled"
        case .notEnded: "the task has not ended: resume carries on with it"
        case .nothingFailed: "nothing of the task has failed: there is nothing to pay for again"
        case .noSubtask(let number): "the task has no sub-task \(number)"
        case .hasResult(let number): "sub-task \(number) has its answer: nothing of it has failed"
        case .nothingToInherit: "nothing was planned before that point: there is nothing to inherit"
        case .alreadyResolved(let attempt): "attempt \(attempt) was resolved before"
        case .notInDoubt(let attempt): "attempt \(attempt) is not of unknown outcome"
        case .awaitsApproval: "the plan awaits approval"
        case .notAwaitingApproval: "the task does not await approval"
        case .planExists: "the task has a plan, or has asked for one"
        case .noPlan: "the task has no plan yet"
        case .planBegun: "a sub-task of the plan has been started"
        case .notPaused: "the task is not paused"
        case .planUnsound: "the plan cannot be carried out"
        case .overBudget(let cap, let left, let hold):
            "a hold of $\(hold.usd) goes beyond the cap of $\(cap.usd): $\(left.usd) is left"
        case .noPrice(let model):
            "under a cap nothing is asked of \(model), which has no price"
        }
    }
}
