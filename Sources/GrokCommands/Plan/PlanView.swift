internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// A task's plan with what it will probably cost, for people and for scripts.
struct PlanView {
    let report: TaskReport
    let estimate: PlanEstimate
    /// Looks up a text of the task.
    let text: (Commitment) throws -> String

    var state: TaskState { report.state }
    var shape: PlanShape { PlanShape(state) }

    /// What will be done, whatever was asked for or recommended.
    var strategy: Strategy { state.plan?.effectiveStrategy ?? state.options.strategy }

    /// The estimate of a call that has no answer yet.
    func estimate(of call: Call) -> CallEstimate? {
        estimate.calls.first { $0.call == call }
    }
}

extension PlanView {
    /// The plan of the task that `argument` means.
    init(_ argument: String, in home: ReadableHome) throws {
        let (id, ledger) = try home.task(argument)
        report = try home.report(of: id, in: ledger)
        guard report.state.plan != nil else {
            throw CommandFailure(
                .failed, "task \(id) has no plan: it is \(FailureText.text(report.state.phase))")
        }
        let costs = try home.database()?.callCosts() ?? []
        estimate = try PlanEstimate(
            of: report.state, prices: try AdoptedBooks.prices(home.ledger),
            history: CostHistory(costs))
        text = ledger.readable
    }
}

extension CostHistory {
    init(_ costs: [CallCost]) {
        self.init(
            Dictionary(grouping: costs) { Key(kind: $0.kind, model: $0.model) }
                .mapValues { $0.map(\.ticks) })
    }
}
