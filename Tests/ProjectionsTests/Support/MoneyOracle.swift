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
            default: break
            }
        }
    }

    private mutating func end(_ id: EventID, _ event: Recorded) {
        attempts[id]?.end = event.event
        attempts[id]?.at = event.recordedAt
    }

    /// The sums by `key`, which gets the attempt, the model that served, its task and its time.
    func sums(
        by key: (AttemptReference, _ served: String, _ task: String, Timestamp) -> String
    ) -> [String: Sums] {
        var result: [String: Sums] = [:]
        for attempt in attempts.values {
            var served = attempt.reference.model
            if case .attemptAnswered(let body) = attempt.end { served = body.servedModel }
            let name = key(attempt.reference, served, attempt.task, attempt.at)
            Self.add(attempt, to: &result[name, default: Sums()])
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
        guard isDoubtful else { return }
        sums.doubtful += 1
        sums.doubtfulTicks += attempt.reference.holdTicks?.count ?? 0
        if attempt.reference.holdTicks == nil { sums.unbounded += 1 }
    }
}
