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
    /// A process carries on with the task: attempts that are open belong to one that died.
    /// With `costMax` the run has another cap from now on.
    case resume(run: EventID, costMax: Ticks? = nil)
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
        case .overBudget(let cap, let left, let hold):
            "a hold of $\(hold.usd) goes beyond the cap of $\(cap.usd): $\(left.usd) is left"
        case .noPrice(let model):
            "under a cap nothing is asked of \(model), which has no price"
        }
    }
}
