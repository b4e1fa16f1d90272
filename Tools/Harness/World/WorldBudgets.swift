internal import Ledger
internal import Orchestration

/// The budgets of a world as an accountant keeps them: no hold is granted that does not fit under
/// every cap it is granted under.
struct WorldBudgets {
    private enum Scope: Hashable {
        case run(StreamName)
        case day(BudgetDay)
        case accountDay(String, BudgetDay)
        case account(String)
    }

    /// Settled, and held by what is under way or in doubt.
    private var spent: [Scope: Int64] = [:]
    /// What answers cost beyond their holds: by so much what is settled may pass a cap.
    private var excess: [Scope: Int64] = [:]
    /// The greatest cap under which something was granted.
    private var caps: [Scope: Int64] = [:]
    /// Where something was granted without a cap as well.
    private var uncapped: Set<Scope> = []

    private func scopes(_ attempt: AttemptReference, _ stream: StreamName) -> [Scope] {
        let day = BudgetDay(of: attempt.id)
        return [
            .run(stream), .day(day), .accountDay(attempt.account, day), .account(attempt.account),
        ]
    }

    mutating func grant(_ body: AttemptStarted, in stream: StreamName) -> [String] {
        let granted = [body.caps?.run, body.caps?.day, body.caps?.accountDay, body.caps?.account]
        var found: [String] = []
        for (scope, cap) in zip(scopes(body.attempt, stream), granted) {
            spent[scope, default: 0] += body.attempt.holdTicks?.count ?? 0
            guard let cap else {
                uncapped.insert(scope)
                continue
            }
            caps[scope] = max(caps[scope] ?? 0, cap.count)
            let sum = spent[scope] ?? 0
            guard body.attempt.holdTicks == nil || sum > cap.count else { continue }
            found.append(
                "\(scope): attempt \(body.attempt.id) is granted, which makes \(sum) ticks under "
                    + "a cap of \(cap.count)")
        }
        return found
    }

    /// An attempt that cost `ticks` has ended.
    mutating func settle(_ attempt: AttemptReference, ticks: Int64, in stream: StreamName) {
        let change = ticks - (attempt.holdTicks?.count ?? 0)
        for scope in scopes(attempt, stream) {
            spent[scope, default: 0] += change
            if change > 0 { excess[scope, default: 0] += change }
        }
    }

    /// What passes a cap by more than the excesses, although all of it was granted under one.
    func violations() -> [String] {
        caps.compactMap { scope, cap in
            let over = (spent[scope] ?? 0) - cap
            guard !uncapped.contains(scope), over > excess[scope] ?? 0 else { return nil }
            return "\(scope): \(over) ticks beyond the cap, \(excess[scope] ?? 0) in excesses"
        }
    }
}
