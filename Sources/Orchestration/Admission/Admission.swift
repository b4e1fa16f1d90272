public import Ledger

/// What became of the wish to start an attempt.
public enum Admission: Hashable, Sendable {
    case granted(Candidate)
    /// Every account that may be used is at its limit or rests; try again then.
    case wait(until: Timestamp)
    /// Every account that may be used would go beyond a cap; one of them, with its figures.
    case overBudget(BudgetReached)
    /// Every account is disabled; why, by account name.
    case unavailable([String: DisablementReason])
}
