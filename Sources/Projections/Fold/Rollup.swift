internal import GRDB

/// What the attempts of one batch that have ended add to a rollup.
struct Rollup {
    struct Cell: Hashable {
        /// A day or a quarter of an hour since 1970.
        let period: Int64
        let dimension: Int64
    }

    private struct Sums {
        var attempts: Int64 = 0
        var promptTokens: Int64 = 0
        var cachedTokens: Int64 = 0
        var completionTokens: Int64 = 0
        var reasoningTokens: Int64 = 0
        var ticks: Int64 = 0
        var doubtfulTicks: Int64 = 0
        var doubtfulUnbounded: Int64 = 0
    }

    private var index: [Cell: Int] = [:]
    private var cells: [(cell: Cell, sums: Sums)] = []

    mutating func add(_ end: AttemptEnd, to cell: Cell) throws {
        try update(cell) { sums in
            sums.attempts += 1
            try sums.promptTokens.add(end.promptTokens, "the tokens of a period")
            try sums.cachedTokens.add(end.cachedTokens, "the tokens of a period")
            try sums.completionTokens.add(end.completionTokens, "the tokens of a period")
            try sums.reasoningTokens.add(end.reasoningTokens, "the tokens of a period")
            try sums.ticks.add(end.ticks ?? 0, "the cost of a period")
            guard end.isDoubtful else { return }
            if let hold = end.holdTicks {
                try sums.doubtfulTicks.add(hold, "what a period holds")
            } else {
                sums.doubtfulUnbounded += 1
            }
        }
    }

    /// Moves an attempt that is in doubt to a cell where it is not.
    mutating func move(_ resolution: AttemptResolution, from: Cell, to: Cell) throws {
        try update(from) { sums in
            sums.attempts -= 1
            if let hold = resolution.holdTicks {
                try sums.doubtfulTicks.add(-hold, "what a period holds")
            } else {
                sums.doubtfulUnbounded -= 1
            }
        }
        try update(to) { sums in
            sums.attempts += 1
            try sums.ticks.add(resolution.ticks ?? 0, "the cost of a period")
        }
    }

    /// Adds the cells of shorter periods, `ratio` of which are one of these; nil: all of them.
    mutating func add(_ other: Rollup, ratio: Int64?) throws {
        for (cell, added) in other.cells {
            let period = ratio.map { LocalZone.floor(cell.period, $0) } ?? 0
            try update(Cell(period: period, dimension: cell.dimension)) { sums in
                sums.attempts += added.attempts
                try sums.promptTokens.add(added.promptTokens, "the tokens of a period")
                try sums.cachedTokens.add(added.cachedTokens, "the tokens of a period")
                try sums.completionTokens.add(added.completionTokens, "the tokens of a period")
                try sums.reasoningTokens.add(added.reasoningTokens, "the tokens of a period")
                try sums.ticks.add(added.ticks, "the cost of a period")
                try sums.doubtfulTicks.add(added.doubtfulTicks, "what a period holds")
                sums.doubtfulUnbounded += added.doubtfulUnbounded
            }
        }
    }

    private mutating func update(_ cell: Cell, _ change: (inout Sums) throws -> Void) throws {
        if let found = index[cell] {
            try change(&cells[found].sums)
        } else {
            index[cell] = cells.count
            cells.append((cell, Sums()))
            try change(&cells[cells.count - 1].sums)
        }
    }

    mutating func removeAll() {
        index.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }

    // The sums are integers in a STRICT table: one that overflows would be a REAL beyond the range
    // of its column, which SQLite refuses to store.
    private static let columns = [
        "attempts", "prompt_tokens", "cached_tokens", "completion_tokens", "reasoning_tokens",
        "ticks", "doubtful_ticks", "doubtful_unbounded",
    ]

    /// Adds the cells to the rows of `table`, whose first column is `period`; nil if it has none.
    func write(to table: String, period: String?, _ writer: Fold.Writers) throws {
        guard !cells.isEmpty else { return }
        let key = [period, "dimension"].compactMap { $0 }
        var row = try writer(
            Fold.insertion(table, key + Self.columns)
                + " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET "
                + Self.columns.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", "))
        for (cell, sums) in cells {
            if period != nil { row.put(cell.period) }
            row.put(cell.dimension)
            row.put(sums.attempts)
            row.put(sums.promptTokens)
            row.put(sums.cachedTokens)
            row.put(sums.completionTokens)
            row.put(sums.reasoningTokens)
            row.put(sums.ticks)
            row.put(sums.doubtfulTicks)
            row.put(sums.doubtfulUnbounded)
            try row.run()
        }
    }
}
