internal import Ledger
internal import Orchestration

/// The cap of a run, and what was spent under it.
struct BudgetJSON: Encodable {
    /// An answer that cost more than was held for it.
    struct Excess: Encodable {
        let attempt: String
        let ticks: Int64
        let holdTicks: Int64
    }

    /// Null without a cap.
    @Nullable var capTicks: Int64?
    let settledTicks: Int64
    let heldTicks: Int64
    /// Null without a cap.
    @Nullable var leftTicks: Int64?
    let excesses: [Excess]

    init(_ report: TaskReport) {
        let spent = report.state.spending
        capTicks = report.state.costMax?.count
        settledTicks = spent.settled.count
        heldTicks = spent.held.count
        leftTicks = report.state.costMax.map { spent.left(under: $0).count }
        excesses = report.excesses.map {
            Excess(
                attempt: $0.attempt.id.text, ticks: ($0.ticks ?? .zero).count,
                holdTicks: ($0.attempt.holdTicks ?? .zero).count)
        }
    }
}
