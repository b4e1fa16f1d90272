/// Falsifies books in every way that matters, and finds out whether the comparison notices.
enum BillControl {
    private struct Falsification: Sendable {
        let name: String
        let falsify: @Sendable (inout ProviderBill, inout CostReport) -> Void
    }

    /// One tick too many, one request too few, and what adds up in total but not by account.
    private static let falsifications = [
        Falsification(name: "one tick more in a row of the bill") { bill, _ in
            bill.rows[0].ticks += 1
            bill.total.ticks += 1
        },
        Falsification(name: "one tick less in a row of the bill") { bill, _ in
            bill.rows[0].ticks -= 1
            bill.total.ticks -= 1
        },
        Falsification(name: "one tick more in the bill's total") { bill, _ in
            bill.total.ticks += 1
        },
        Falsification(name: "one request less in the bill") { bill, _ in
            bill.rows[0].attempts -= 1
            bill.total.attempts -= 1
        },
        Falsification(name: "one tick moved to the other account in the ledger") { _, cost in
            cost.rows[0].ticks -= 1
            cost.rows[1].ticks += 1
        },
        Falsification(name: "one tick more in a row of the ledger") { _, cost in
            cost.rows[0].ticks += 1
            cost.total.ticks += 1
        },
    ]

    /// The falsifications that the comparison did not notice, of books that were right and had
    /// nothing in doubt.
    static func unnoticed(_ books: Reconciliation) -> [String] {
        guard let cost = books.cost, cost.rows.count > 1 else {
            return ["the books have no rows to falsify"]
        }
        return falsifications.compactMap { falsification in
            var bill = books.bill
            var falseCost = cost
            falsification.falsify(&bill, &falseCost)
            let compared = Reconciliation(bill: bill, facts: books.facts, cost: falseCost)
            return compared.violations.isEmpty ? falsification.name : nil
        }
    }

    static var count: Int { falsifications.count }
}
