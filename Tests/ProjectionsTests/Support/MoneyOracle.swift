import Ledger

/// Adds up attempts, tokens and money from the events, by whatever the caller says: what the cost
/// reports must come to, found without SQL.
struct MoneyOracle {
    struct Sums: Equatable {
        var answered: Int64 = 0
        var failed: Int64 = 0
        var unknown: Int64 = 0
        var open: Int64 = 0
        var usage = TokenUsage.zero
        var ticks: Int64 = 0
        var computed: Int64 = 0
        var doubtful: Int64 = 0
        var doubtfulTicks: Int64 = 0
        var unbounded: Int64 = 0
        var stated: Int64 = 0
    }

    /// What is known of one attempt.
    private struct Attempt {
        let reference: AttemptReference
        let task: String
        var at: Timestamp
        var end: Event?
        var resolution: AttemptResolved?
        var adjustments: [Ticks] = []
    }

    private var attempts: [EventID: Attempt] = [:]

    init(_ events: [Recorded], tasks: [EventID: String]) {
        for event in events {
            switch event.event {
            case .attemptStarted(let body):
                attempts[event.id] = Attempt(
                    reference: body.attempt, task: tasks[event.id] ?? "", at: event.recordedAt)
            case .attemptAnswered(let body): end(body.attempt.id, event)
            case .attemptFailed(let body): end(body.attempt.id, event)
            case .attemptOutcomeUnknown(let body): end(body.attempt.id, event)
            case .attemptResolved(let body): attempts[body.attempt.id]?.resolution = body
            case .costAdjusted(let body):
                attempts[body.attempt.id]?.adjustments.append(body.ticks)
            default: break
            }
        }
    }

    private mutating func end(_ id: EventID, _ event: Recorded) {
        attempts[id]?.end = event.event
        attempts[id]?.at = event.recordedAt
    }

    /// What a report may tell an attempt by.
    struct Facts {
        let account: String
        /// That served, or was asked for.
        let model: String
        let task: String
        let kind: String
        let outcome: String
        let at: Timestamp
    }

    /// The sums by `keys`; attempts that have none do not count.
    func sums(by keys: (Facts) -> [String]?) -> [[String]: Sums] {
        var result: [[String]: Sums] = [:]
        for attempt in attempts.values {
            var model = attempt.reference.model
            var outcome = "open"
            switch attempt.end {
            case .attemptAnswered(let body):
                model = body.servedModel
                outcome = body.outcome.rawValue
            case .attemptFailed: outcome = "failed"
            case .attemptOutcomeUnknown: outcome = "unknown"
            default: break
            }
            let facts = Facts(
                account: attempt.reference.account, model: model, task: attempt.task,
                kind: attempt.reference.call.kind.rawValue, outcome: outcome, at: attempt.at)
            guard let keys = keys(facts) else { continue }
            Self.add(attempt, to: &result[keys, default: Sums()])
        }
        return result
    }

    private static func add(_ attempt: Attempt, to sums: inout Sums) {
        var isDoubtful = true
        switch attempt.end {
        case .attemptAnswered(let body):
            sums.answered += 1
            sums.usage = sums.usage + (body.usage ?? .zero)
            sums.ticks += body.ticks?.count ?? 0
            if body.label == .computed { sums.computed += 1 }
            isDoubtful = body.label == .unknown
        case .attemptFailed:
            sums.failed += 1
            isDoubtful = false
        case .attemptOutcomeUnknown: sums.unknown += 1
        default: sums.open += 1
        }
        if let resolution = attempt.resolution {
            sums.ticks += resolution.ticks?.count ?? 0
            sums.stated += 1
            isDoubtful = false
        }
        for ticks in attempt.adjustments { sums.ticks += ticks.count }
        if isDoubtful, !attempt.adjustments.isEmpty {
            sums.stated += 1
            isDoubtful = false
        }
        guard isDoubtful else { return }
        sums.doubtful += 1
        sums.doubtfulTicks += attempt.reference.holdTicks?.count ?? 0
        if attempt.reference.holdTicks == nil { sums.unbounded += 1 }
    }
}
