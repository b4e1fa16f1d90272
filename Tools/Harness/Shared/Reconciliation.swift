internal import Ledger

/// Compares a provider's bill with what the ledger says: for every account and in total,
/// settled ≤ bill ≤ settled + in doubt, and equality where nothing is in doubt.
struct Reconciliation: Sendable {
    let bill: ProviderBill
    let facts: LedgerFacts
    /// What the program itself prints; nil to compare the events alone.
    let cost: CostReport?

    /// How many of the comparisons were exact.
    private(set) var exact = 0
    private(set) var ranges = 0
    private(set) var violations: [Violation] = []

    init(bill: ProviderBill, facts: LedgerFacts, cost: CostReport?) {
        self.bill = bill
        self.facts = facts
        self.cost = cost
        for account in Accounts.all {
            let row = cost.map { $0.rows.first { $0.account == account.name }?.ticks ?? 0 }
            compare(
                account.name, facts.sums(account: account.name), printed: row,
                bill.sums(keySHA256: Accounts.fingerprint(account.key)))
        }
        compare("in total", facts.sums(), printed: cost?.total.ticks, bill.total)
        compareDoubt()
        compareRows()
    }

    private mutating func compare(
        _ name: String, _ sums: LedgerFacts.Sums, printed: Int64?, _ bill: ProviderBill.Sums
    ) {
        if sums.inDoubt == 0 { exact += 1 } else { ranges += 1 }
        if let printed, printed != sums.settledTicks {
            found(
                .disagreement,
                "\(name): `ledger cost` prints \(printed) ticks, the events say "
                    + "\(sums.settledTicks)")
        }
        let settled = printed ?? sums.settledTicks
        if settled > bill.ticks {
            found(
                .overcounted, "\(name): settled \(settled) ticks > bill \(bill.ticks) ticks")
        }
        if bill.ticks > settled + sums.inDoubtTicks {
            found(
                .lost,
                "\(name): bill \(bill.ticks) ticks > settled \(settled) + in doubt "
                    + "\(sums.inDoubtTicks) ticks")
        }
        let answers = sums.answered...(sums.answered + sums.inDoubt)
        if !answers.contains(bill.attempts) {
            found(
                bill.attempts > answers.upperBound ? .lost : .overcounted,
                "\(name): \(bill.attempts) requests are billed, \(sums.answered) are answered "
                    + "and \(sums.inDoubt) in doubt")
        }
    }

    private mutating func compareDoubt() {
        guard let cost else { return }
        let sums = facts.sums()
        guard cost.inDoubt.attempts == sums.inDoubt, cost.inDoubt.ticksMax == sums.inDoubtTicks
        else {
            return found(
                .disagreement,
                "`ledger cost` prints \(cost.inDoubt.attempts) attempts and at most "
                    + "\(cost.inDoubt.ticksMax) ticks in doubt, the events say \(sums.inDoubt) "
                    + "and \(sums.inDoubtTicks)")
        }
    }

    /// The rows of the report add up to its total, and those of the bill to its own.
    private mutating func compareRows() {
        if let cost {
            let sum = cost.rows.reduce(0) { $0 + $1.ticks }
            if sum != cost.total.ticks {
                found(
                    .disagreement,
                    "the rows of `ledger cost` come to \(sum) ticks, its total to "
                        + "\(cost.total.ticks)")
            }
        }
        let billed = bill.rows.reduce(0) { $0 + $1.ticks }
        if billed != bill.total.ticks {
            found(
                .disagreement,
                "the rows of the bill come to \(billed) ticks, its total to "
                    + "\(bill.total.ticks)")
        }
    }

    private mutating func found(_ kind: Violation.Kind, _ text: String) {
        violations.append(Violation(kind, text))
    }
}
