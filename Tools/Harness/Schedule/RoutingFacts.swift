internal import Ledger

/// Replays the choices of accounts in the order of the log, and finds those that the routing does
/// not allow. Nothing may have failed: a retry avoids an account for another reason.
enum RoutingFacts {
    private struct Standing {
        var inFlight = 0
        var requests = 0
        var ticks: Int64 = 0
    }

    static func violations(_ facts: LedgerFacts, routing: Routing) -> [Violation] {
        var standings: [String: Standing] = [:]
        for account in Accounts.all { standings[account.name] = Standing() }
        var previous: String?
        var found: [Violation] = []
        for step in steps(facts) {
            let account = step.attempt.reference.account
            let hold = step.attempt.reference.holdTicks?.count ?? 0
            if let answer = step.answer {
                standings[account]?.inFlight -= 1
                standings[account]?.ticks += (answer.ticks?.count ?? 0) - hold
                continue
            }
            if !isAllowed(account, standings, routing: routing, previous: previous) {
                found.append(
                    Violation(
                        .schedule,
                        "\(routing.rawValue): attempt \(step.attempt.reference.id) went to "
                            + "\(account), which was not the one whose turn it was"))
            }
            previous = account
            standings[account]?.inFlight += 1
            standings[account]?.requests += 1
            standings[account]?.ticks += hold
        }
        return found
    }

    /// The start or the answer of an attempt.
    private struct Step {
        let position: Int64
        let attempt: LedgerFacts.Attempt
        let answer: LedgerFacts.Outcome?
    }

    private static func steps(_ facts: LedgerFacts) -> [Step] {
        var steps: [Step] = []
        for attempt in facts.attempts {
            if let start = attempt.startedPosition {
                steps.append(Step(position: start, attempt: attempt, answer: nil))
            }
            if let answer = attempt.answer {
                steps.append(
                    Step(position: answer.position, attempt: attempt, answer: answer))
            }
        }
        return steps.sorted { $0.position < $1.position }
    }

    private static func isAllowed(
        _ account: String, _ standings: [String: Standing], routing: Routing, previous: String?
    ) -> Bool {
        guard let chosen = standings[account] else { return false }
        return standings.values.allSatisfy { other in
            switch routing {
            case .roundRobin: account != previous
            case .leastLoaded:
                (chosen.inFlight, chosen.requests) <= (other.inFlight, other.requests)
            case .costOptimized: chosen.ticks <= other.ticks
            }
        }
    }
}
