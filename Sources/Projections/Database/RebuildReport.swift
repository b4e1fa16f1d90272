/// What making the tables again found.
package struct RebuildReport: Sendable {
    /// How many events the tables were made from.
    package let events: Int64
    /// Making the tables.
    package let fillTime: Duration
    /// Comparing them with the ones that were there.
    package let compareTime: Duration
    /// Putting them in place.
    package let copyTime: Duration
    let comparison: Comparison

    enum Comparison: Sendable {
        /// There were no tables of this version, of this ledger, that could be read.
        case incomparable
        /// The file was the same, byte by byte: nothing had to be put in place.
        case samePages
        case sameRows
        case difference(TableDifference)
    }

    /// Whether there was something to compare with: tables of this version and of this ledger,
    /// readable.
    package var wasComparable: Bool {
        if case .incomparable = comparison { return false }
        return true
    }

    /// The first row that was not as it should have been; nil if none was.
    package var firstDifference: TableDifference? {
        if case .difference(let difference) = comparison { return difference }
        return nil
    }

    /// Whether the tables that were there were right, as far as there were any.
    package var isEqual: Bool { firstDifference == nil }

    package var eventsPerSecond: Double {
        let seconds =
            Double(fillTime.components.seconds) + Double(fillTime.components.attoseconds) / 1e18
        return seconds > 0 ? Double(events) / seconds : 0
    }
}

/// A row that two versions of the tables do not agree about.
package struct TableDifference: Hashable, Sendable, CustomStringConvertible {
    package let table: String
    /// The values of its primary key, such as `17`.
    package let row: String
    /// What stood there, column by column; nil if there was no such row.
    package let found: String?
    /// What should have stood there; nil if there should be no such row.
    package let expected: String?

    package var description: String {
        "row \(row) of \(table) was \(found ?? "missing"), should be \(expected ?? "missing")"
    }
}
