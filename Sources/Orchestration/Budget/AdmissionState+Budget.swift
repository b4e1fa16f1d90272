internal import Ledger

extension AdmissionState {
    /// Days that are remembered: more than the clocks of two processes can differ by.
    private static let daysMax = 8

    /// What was spent on `key` on `day`.
    public func spending(of key: String, on day: BudgetDay) -> Spending {
        days[day]?[key] ?? Spending()
    }

    /// What was spent on all keys on `day`.
    public func spending(on day: BudgetDay) -> Spending {
        (days[day] ?? [:]).values.reduce(into: Spending()) { sum, spending in
            sum.settled = sum.settled.clampedAdding(spending.settled)
            sum.held = sum.held.clampedAdding(spending.held)
        }
    }

    mutating func updateDay(
        _ attempt: AttemptReference, _ change: (inout Spending) -> Void
    ) {
        let day = BudgetDay(of: attempt.id)
        change(&days[day, default: [:]][attempt.key, default: Spending()])
        if days.count > Self.daysMax, let oldest = days.keys.min() { days[oldest] = nil }
    }

    /// Why `wish` is not granted to anybody.
    func refusal(of wish: HoldWish, _ budget: Budget) -> BudgetReached? {
        let spentOfDay = spending(on: wish.day)
        if let cap = budget.caps.run, !budget.spent.fits(wish.ticks, under: cap) {
            return Self.reached(.run, nil, cap, budget.spent, wish)
        }
        if let cap = budget.caps.day, !spentOfDay.fits(wish.ticks, under: cap) {
            return Self.reached(.day, nil, cap, spentOfDay, wish)
        }
        return nil
    }

    /// Why `wish` is not granted to `candidate`.
    func refusal(
        of wish: HoldWish, to candidate: Candidate, _ budget: Budget
    ) -> BudgetReached? {
        guard let caps = budget.caps.accounts[candidate.name] else { return nil }
        let ofDay = spending(of: candidate.key, on: wish.day)
        if let cap = caps.day, !ofDay.fits(wish.ticks, under: cap) {
            return Self.reached(.accountDay, candidate.name, cap, ofDay, wish)
        }
        let standing = standings[candidate.key] ?? AccountStanding(name: candidate.name)
        if let cap = caps.total, !standing.spending.fits(wish.ticks, under: cap) {
            return Self.reached(.account, candidate.name, cap, standing.spending, wish)
        }
        return nil
    }

    private static func reached(
        _ scope: BudgetScope, _ account: String?, _ cap: Ticks, _ spent: Spending, _ wish: HoldWish
    ) -> BudgetReached {
        BudgetReached(
            scope: scope, account: account, capTicks: cap, settledTicks: spent.settled,
            heldTicks: spent.held, holdTicks: wish.ticks)
    }
}

extension AccountStanding {
    /// All that was ever spent on the key.
    var spending: Spending {
        Spending(settled: settled, held: held.clampedAdding(unpriced))
    }
}
