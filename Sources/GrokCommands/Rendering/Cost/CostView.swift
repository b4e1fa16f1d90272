internal import Projections

/// The rows of a cost report as they are printed: ordered, cut to a number of them, or nested.
/// However that is, those of one level add up to what they are part of.
struct CostView {
    struct Row {
        /// What it stands for; in a nested report only its own grouping's.
        let keys: [String]
        let sums: CostSums
        /// The parts of a row of a nested report.
        var children: [Row] = []
        /// How many rows it stands for, if it is what a limit left over.
        var restOf: Int?
    }

    let groupings: [CostGrouping]
    let isNested: Bool
    let rows: [Row]
    let total: CostSums

    init(
        _ report: CostReport, order: CostOrder = .key, rowsMax: Int? = nil, isNested: Bool = false
    ) throws {
        groupings = report.groupings
        self.isNested = isNested
        total = report.total
        let rows =
            isNested
            ? try Self.nested(report.rows[...], depth: 0, of: report.groupings.count, order)
            : Self.ordered(report.rows.map { Row(keys: $0.keys, sums: $0.sums) }, order)
        self.rows = try Self.limited(rows, to: rowsMax)
    }

    /// Rows of equal keys are neighbours, because the report is in its natural order.
    private static func nested(
        _ rows: ArraySlice<CostReport.Row>, depth: Int, of levels: Int, _ order: CostOrder
    ) throws -> [Row] {
        var result: [Row] = []
        var rest = rows
        while let key = rest.first?.keys[depth] {
            let part = rest.prefix { $0.keys[depth] == key }
            rest = rest.dropFirst(part.count)
            result.append(
                Row(
                    keys: [key], sums: try CostSums.adding(part.map(\.sums)),
                    children: depth + 1 < levels
                        ? try nested(part, depth: depth + 1, of: levels, order) : []))
        }
        return ordered(result, order)
    }

    private static func ordered(_ rows: [Row], _ order: CostOrder) -> [Row] {
        func measure(_ sums: CostSums) -> Int64 {
            switch order {
            case .key: 0
            case .cost: sums.ticks
            case .tokens: sums.totalTokens
            case .attempts: sums.attempts
            }
        }
        // Equal rows stay in their natural order.
        return rows.enumerated().sorted { left, right in
            let (first, second) = (measure(left.element.sums), measure(right.element.sums))
            return first == second ? left.offset < right.offset : first > second
        }.map(\.element)
    }

    private static func limited(_ rows: [Row], to rowsMax: Int?) throws -> [Row] {
        guard let rowsMax, rows.count > rowsMax else { return rows }
        let rest = rows.dropFirst(rowsMax)
        let keys = [String](repeating: "", count: rest.first?.keys.count ?? 1)
        let sums = try CostSums.adding(rest.map(\.sums))
        return rows.prefix(rowsMax) + [Row(keys: keys, sums: sums, restOf: rest.count)]
    }

    /// Every row with how deep it is nested, and how many of `scale` parts of the total's cost are
    /// its own: those of one level add up exactly. Nil where nothing was spent.
    func flattened(scale: Int64) -> [(row: Row, depth: Int, share: Int64?)] {
        Self.flattened(rows, depth: 0, parts: total.ticks > 0 ? scale : nil)
    }

    private static func flattened(
        _ rows: [Row], depth: Int, parts: Int64?
    ) -> [(row: Row, depth: Int, share: Int64?)] {
        let shares = parts.map { Shares.of($0, among: rows.map(\.sums.ticks)) }
        var result: [(row: Row, depth: Int, share: Int64?)] = []
        for (index, row) in rows.enumerated() {
            result.append((row: row, depth: depth, share: shares?[index]))
            result += flattened(row.children, depth: depth + 1, parts: shares?[index])
        }
        return result
    }
}
