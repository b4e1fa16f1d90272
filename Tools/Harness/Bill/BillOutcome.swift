/// What one seed came to.
struct BillOutcome: Sendable {
    let scenario: BillScenario
    var books: Reconciliation?
    var violations: [Violation] = []
    /// Why the trial itself did not work.
    var error: String?
}
