/// Adds up attempts by what the groupings of a report tell them apart by.
struct CostTable {
    private static let kinds = ["decomposition", "subtask", "aggregation"]
    private static let outcomes = [
        "complete", "cut", "refused", "empty", "failed", "unknown", "open",
    ]

    let query: CostQuery
    private(set) var period: LocalPeriod?
    /// Which grouping is the time; nil if none is.
    private let timeIndex: Int?
    private var names: [CostNames]
    private var index: [CostCell: Int] = [:]
    private var rows: [(cell: CostCell, sums: CostSums)] = []

    init(_ query: CostQuery) {
        self.query = query
        names = query.groupings.map { _ in CostNames() }
        timeIndex = query.groupings.firstIndex(where: \.isTime)
        period = timeIndex.map { LocalPeriod(query.groupings[$0], query.zone) }
    }

    /// What an attempt is told apart by, apart from its time.
    struct Attempt {
        let account: String
        let model: String
        let kind: String
        let outcome: String
        var task = ""
        var tag = ""
    }

    /// The cell of `attempt` without its time.
    mutating func cell(_ attempt: Attempt) -> CostCell {
        var cell = CostCell()
        for (place, grouping) in query.groupings.enumerated() {
            switch grouping {
            case .account: cell[place] = names[place].number(attempt.account)
            case .model: cell[place] = names[place].number(attempt.model)
            case .task: cell[place] = names[place].number(attempt.task)
            case .kind: cell[place] = number(attempt.kind, Self.kinds, place)
            case .tag: cell[place] = names[place].number(attempt.tag)
            case .outcome: cell[place] = number(attempt.outcome, Self.outcomes, place)
            case .hour, .day, .week, .month: break
            }
        }
        return cell
    }

    private mutating func number(_ word: String, _ order: [String], _ place: Int) -> Int32 {
        names[place].number(word, order: Int64(order.firstIndex(of: word) ?? order.count))
    }

    /// The number of the period that a moment falls into; 0 if the report does not ask for it.
    mutating func time(_ microseconds: Int64) -> Int32 {
        guard let timeIndex, let name = period?.name(microseconds) else { return 0 }
        return names[timeIndex].number(name.text, order: name.order)
    }

    /// - Parameter time: From ``time(_:)``.
    mutating func add(_ sums: CostSums, _ cell: CostCell, time: Int32) throws(ProjectionError) {
        var cell = cell
        if let timeIndex { cell[timeIndex] = time }
        if let found = index[cell] {
            try rows[found].sums.add(sums)
        } else {
            index[cell] = rows.count
            rows.append((cell, sums))
        }
    }

    /// Orders tasks by what their ids are given here.
    mutating func orderTasks(_ positions: (_ each: (String, Int64) -> Void) throws -> Void) rethrows
    {
        guard let place = query.groupings.firstIndex(of: .task) else { return }
        var ordered = names[place]
        try positions { ordered.setOrder($1, of: $0) }
        names[place] = ordered
    }

    /// The rows in their natural order.
    func report() throws(ProjectionError) -> CostReport {
        let groupings = query.groupings
        let ranks = groupings.indices.map { names[$0].ranks(groupings[$0]) }
        let sorted = rows.sorted { left, right in
            for place in groupings.indices where left.cell[place] != right.cell[place] {
                return ranks[place][Int(left.cell[place])] < ranks[place][Int(right.cell[place])]
            }
            return false
        }
        return try CostReport(
            by: groupings,
            rows: sorted.map { cell, sums in
                var row = CostReport.Row(
                    groupings.indices.map { names[$0].names[Int(cell[$0])] })
                row.sums = sums
                return row
            })
    }
}
