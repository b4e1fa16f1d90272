/// What was spent, and on what. The rows add up to the total: it is made from them.
package struct CostReport: Sendable {
    package struct Row: Hashable, Sendable {
        /// What it stands for, one for each grouping: an account's name, a model, a task's id, a
        /// time such as `2026-11-22`, a kind of call, an outcome.
        package let keys: [String]
        package internal(set) var sums = CostSums()

        init(_ keys: [String]) {
            self.keys = keys
        }
    }

    package let groupings: [CostGrouping]
    /// In the natural order of the first grouping, then of the second: accounts by their numbers,
    /// tasks by their submission, times as they passed.
    package let rows: [Row]
    package let total: CostSums

    package var inDoubt: CostSums.InDoubt { total.inDoubt }

    /// The report of a home without a ledger.
    package static func empty(by groupings: [CostGrouping]) -> CostReport {
        CostReport(groupings: groupings, rows: [], total: CostSums())
    }

    private init(groupings: [CostGrouping], rows: [Row], total: CostSums) {
        self.groupings = groupings
        self.rows = rows
        self.total = total
    }

    init(by groupings: [CostGrouping], rows: [Row]) throws(ProjectionError) {
        self.init(
            groupings: groupings, rows: rows, total: try CostSums.adding(rows.map(\.sums)))
    }
}
