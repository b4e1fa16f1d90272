/// What was spent, and on what. The rows add up to the total: it is made from them.
package struct CostReport: Sendable {
    package struct Row: Hashable, Sendable {
        /// An account's name, a model, a task's id, a day such as `2026-11-22`, or a kind of call.
        package let key: String
        package internal(set) var sums = CostSums()
    }

    package let grouping: CostGrouping
    /// Accounts, models, kinds and days in their natural order, tasks in that of submission.
    package let rows: [Row]
    package let total: CostSums

    package var inDoubt: CostSums.InDoubt { total.inDoubt }

    /// The report of a home without a ledger.
    package static func empty(by grouping: CostGrouping) -> CostReport {
        CostReport(grouping: grouping, rows: [], total: CostSums())
    }

    private init(grouping: CostGrouping, rows: [Row], total: CostSums) {
        self.grouping = grouping
        self.rows = rows
        self.total = total
    }

    init(by grouping: CostGrouping, rows: [Row]) throws(ProjectionError) {
        var total = CostSums()
        for row in rows { try total.add(row.sums) }
        self.init(grouping: grouping, rows: rows, total: total)
    }
}
