import Ledger
import Orchestration

/// What a report must say, added up the long way from the events alone.
struct NaiveReport {
    var attempts = 0
    var answered = 0
    var failed = 0
    var unknown = 0
    var usage = TokenUsage.zero
    var settled: Int64 = 0
    var hasComputed = false
    var unknownAnswers = 0
    var inDoubt: [AttemptReference] = []

    /// Over those events whose attempt is counted.
    init(_ events: [Recorded], where isCounted: (AttemptReference) -> Bool) {
        for event in events.map(\.event) {
            if case .attemptStarted(let body) = event, isCounted(body.attempt) {
                attempts += 1
                inDoubt.append(body.attempt)
            }
            if case .attemptResolved(let body) = event, isCounted(body.attempt) {
                settled += body.ticks?.count ?? 0
                inDoubt.removeAll { $0.id == body.attempt.id }
            }
            guard let ended = event.endedAttempt, isCounted(ended) else { continue }
            switch event {
            case .attemptAnswered(let body):
                answered += 1
                usage = usage + (body.usage ?? .zero)
                if let reported = body.reportedTicks {
                    settled += reported.count
                } else if let computed = body.computedTicks {
                    settled += computed.count
                    hasComputed = true
                } else {
                    unknownAnswers += 1
                }
                inDoubt.removeAll { $0.id == ended.id }
            case .attemptFailed:
                failed += 1
                inDoubt.removeAll { $0.id == ended.id }
            default:
                unknown += 1
            }
        }
    }

    func agrees(with work: WorkSum) -> Bool {
        let cost = work.cost
        let held = inDoubt.reduce(Int64(0)) { $0 + ($1.holdTicks?.count ?? 0) }
        return work.attempts == attempts && work.answered == answered && work.failed == failed
            && work.unknown == unknown && work.usage == usage && cost.settled.count == settled
            && cost.hasComputed == hasComputed && cost.unknownAnswers == unknownAnswers
            && cost.inDoubtAttempts == inDoubt.count && cost.inDoubtTicksMax.count == held
            && cost.inDoubtUnbounded == inDoubt.count { $0.holdTicks == nil }
    }
}
