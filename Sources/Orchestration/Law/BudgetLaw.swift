internal import Ledger

/// What must hold of the caps in every history: no hold is granted that goes beyond the cap it was
/// granted under. What is settled may go beyond it, but only by what answers cost more than their
/// holds. Caps on one account are left to the decider: this knows runs and days.
struct BudgetLaw {
    /// Settled and held by the task that an event belongs to, by the id of its first event.
    private var runs: [EventID: Int64] = [:]
    /// The same by day (UTC).
    private var days: [Int64: Int64] = [:]

    mutating func start(_ event: borrowing EventColumns) -> LedgerLaw.Breach? {
        let body = BodyFields(event.body)
        let hold = body.integer("hold_ticks")
        let day = BudgetDay(of: event.id).number
        let ofDay = add(hold ?? 0, day: day)
        let ofRun = event.correlation.map { add(hold ?? 0, run: $0) } ?? 0
        for (name, cap, spent) in [
            ("run", body.integer("run_cap_ticks"), ofRun),
            ("day", body.integer("day_cap_ticks"), ofDay),
        ] {
            guard let cap else { continue }
            guard hold != nil else {
                return LedgerLaw.Breach(
                    expected: "a hold, under the cap of a \(name)", found: "none")
            }
            guard spent > cap else { continue }
            return LedgerLaw.Breach(
                expected: "at most \(cap) ticks settled and held under the cap of the \(name)",
                found: "\(spent)")
        }
        return nil
    }

    /// An outcome of attempt `id` that has just ended.
    mutating func end(_ event: borrowing EventColumns, _ id: EventID, isAnswered: Bool) {
        let hold = BodyFields(event.body).integer("hold_ticks") ?? 0
        var change = -hold
        if isAnswered {
            // Where nobody knows the cost, the hold stays.
            let ticks = BodyFields(event.body, isBackward: true).integer("ticks")
            change = ticks.map { $0 &- hold } ?? 0
        }
        _ = add(change, day: BudgetDay(of: id).number)
        if let run = event.correlation { _ = add(change, run: run) }
    }

    /// What attempt `id` of unknown outcome was billed, which is nothing if `event` names no ticks.
    mutating func resolve(_ event: borrowing EventColumns, _ id: EventID) {
        let hold = BodyFields(event.body).integer("hold_ticks") ?? 0
        let ticks = BodyFields(event.body, isBackward: true).integer("ticks") ?? 0
        _ = add(ticks &- hold, day: BudgetDay(of: id).number)
        if let run = event.correlation { _ = add(ticks &- hold, run: run) }
    }

    private mutating func add(_ ticks: Int64, day: Int64) -> Int64 {
        let sum = days[day, default: 0] &+ ticks
        days[day] = sum
        return sum
    }

    private mutating func add(_ ticks: Int64, run: EventID) -> Int64 {
        let sum = runs[run, default: 0] &+ ticks
        runs[run] = sum
        return sum
    }
}
