internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// Holds the rules of the domain against a log while it is verified, and its sums against those of
/// the tables at the position that these have got to.
struct LawExamination {
    private var law = LedgerLaw()
    private let tables: ProjectionTotals?
    /// What the log adds up to at the position of the tables.
    private var totals: LawTotals?

    init(_ ledger: LedgerReader) throws {
        tables = try ProjectionTotals.read(ledger)
    }

    mutating func examine(
        _ event: borrowing EventColumns
    ) -> VerificationReport.Problem? {
        let breach = law.add(event)
        if event.position == tables?.position { totals = law.totals }
        guard let breach else { return nil }
        return VerificationReport.Problem(
            position: event.position, expected: breach.expected, found: breach.found)
    }

    /// The first sum of a table that is not that of the log.
    var differenceOfTables: VerificationReport.Problem? {
        guard let tables, let totals else { return nil }
        for table in tables.tables {
            guard
                let (name, expected, found) = totals.firstDifference(from: LawTotals(table, totals))
            else { continue }
            return VerificationReport.Problem(
                position: nil,
                expected: "\(expected) \(name) in the table \(table.name), as in the log up to "
                    + "position \(tables.position)",
                found: String(found))
        }
        return nil
    }
}

extension LawTotals {
    /// The sums of a table. What it does not have is taken from `totals`.
    init(_ table: ProjectionTotals.Table, _ totals: LawTotals) {
        self.init()
        attempts = table.attempts ?? totals.attempts
        answered = table.answered
        failed = table.failed
        unknown = table.unknown
        promptTokens = table.promptTokens
        cachedTokens = table.cachedTokens
        completionTokens = table.completionTokens
        reasoningTokens = table.reasoningTokens
        ticks = table.ticks
    }
}
