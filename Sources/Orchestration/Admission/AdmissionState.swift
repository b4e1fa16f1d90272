public import Ledger

/// The fold behind every admission: standings by key over the whole ledger. There is no other rate
/// limiter and no other counter, which is why limits hold across processes and crashes.
public struct AdmissionState: Hashable, Sendable {
    /// The last position that has been folded.
    public private(set) var position: Int64
    /// By the fingerprint of the key.
    public private(set) var standings: [String: AccountStanding]
    /// The key that the last attempt of the ledger went to.
    private var lastKey: String?

    /// Starts older than this are forgotten, in milliseconds: longer than any window.
    static let memoryMs: Int64 = 3_600_000

    /// The state at `position`, as a projection remembers it.
    public init(
        position: Int64 = 0, standings: [String: AccountStanding] = [:], lastKey: String? = nil
    ) {
        self.position = position
        self.standings = standings
        self.lastKey = lastKey
    }

    /// Whether events of this type change the state.
    public static func isConcerned(with type: String) -> Bool {
        type.hasPrefix("attempt-") || type.hasPrefix("account-") || type == ClockStepped.type
    }

    /// What `recorded` changes. Total: it never refuses and never decides.
    public mutating func evolve(_ recorded: Recorded) {
        position = max(position, recorded.position)
        switch recorded.event {
        case .attemptStarted(let body): started(body, at: recorded.recordedAt)
        case .attemptAnswered(let body): answered(body)
        case .attemptFailed(let body): failed(body)
        case .attemptOutcomeUnknown(let body): lost(body)
        case .accountCooledDown(let body):
            update(body.key, body.account) {
                $0.cooledDownUntil = max($0.cooledDownUntil ?? body.until, body.until)
            }
        case .accountDisabled(let body):
            update(body.key, body.account) { $0.disabled = body.reason }
        case .accountEnabled(let body):
            update(body.key, body.account) { $0.disabled = nil }
        case .clockStepped(let body): stepped(body.stepMicroseconds)
        default: break
        }
    }

    /// Skips to `position`: everything up to there has been seen and did not concern this.
    public mutating func skip(to position: Int64) {
        self.position = max(self.position, position)
    }

    /// The account that the next attempt goes to. `avoiding` is used only if no other is free.
    public func admit(
        _ candidates: [Candidate], routing: Routing, limit: RateLimit, now: Timestamp,
        avoiding: String?
    ) -> Admission {
        var disabled: [String: FailureReason] = [:]
        var free: [Candidate] = []
        var until: Timestamp?
        for candidate in candidates {
            let standing = standings[candidate.key] ?? AccountStanding(name: candidate.name)
            if let reason = standing.disabled {
                disabled[candidate.name] = reason
                continue
            }
            let from = max(
                limit.roomFrom(standing, now: now), standing.cooledDownUntil ?? now)
            if from <= now {
                free.append(candidate)
            } else {
                until = min(until ?? from, from)
            }
        }
        if let choice = choose(free, among: candidates, routing, avoiding: avoiding) {
            return .granted(choice)
        }
        return until.map(Admission.wait) ?? .unavailable(disabled)
    }

    private func choose(
        _ free: [Candidate], among candidates: [Candidate], _ routing: Routing, avoiding: String?
    ) -> Candidate? {
        let others = free.filter { $0.name != avoiding }
        let choices = others.isEmpty ? free : others
        switch routing {
        case .roundRobin:
            let last = candidates.firstIndex { $0.key == lastKey } ?? candidates.count - 1
            let turns = candidates.indices.map { candidates[(last + 1 + $0) % candidates.count] }
            return turns.first(where: choices.contains)
        case .leastLoaded:
            return choices.min { load(of: $0) < load(of: $1) }
        case .costOptimized:
            return choices.min { spent(by: $0) < spent(by: $1) }
        }
    }

    private func load(of candidate: Candidate) -> (Int, Int) {
        let standing = standings[candidate.key]
        return (standing?.openAttempts.count ?? 0, standing?.permits.count ?? 0)
    }

    private func spent(by candidate: Candidate) -> Int64 {
        guard let standing = standings[candidate.key] else { return 0 }
        return standing.settled.count.addingReportingOverflow(standing.held.count).partialValue
    }
}

extension AdmissionState {
    private mutating func update(
        _ key: String, _ name: String, _ change: (inout AccountStanding) -> Void
    ) {
        var standing = standings[key] ?? AccountStanding(name: name)
        standings[key] = nil
        standing.name = name
        change(&standing)
        standings[key] = standing
    }

    private mutating func started(_ body: AttemptStarted, at time: Timestamp) {
        let attempt = body.attempt
        lastKey = attempt.key
        update(attempt.key, attempt.account) { standing in
            standing.requests += 1
            standing.openAttempts.insert(attempt.id)
            standing.held = standing.held.clampedAdding(attempt.holdTicks ?? .zero)
            standing.permits.removeAll {
                $0.startedAt.advanced(milliseconds: Self.memoryMs) < time
            }
            standing.permits.append(
                AccountStanding.Permit(
                    attempt: attempt.id, startedAt: time, windowRequests: body.windowRequests,
                    windowMs: body.windowMs))
        }
    }

    private mutating func answered(_ body: AttemptAnswered) {
        update(body.attempt.key, body.attempt.account) { standing in
            standing.release(body.attempt)
            standing.settled = standing.settled.clampedAdding(body.ticks ?? .zero)
            standing.setbacks = 0
        }
    }

    private mutating func failed(_ body: AttemptFailed) {
        update(body.attempt.key, body.attempt.account) { standing in
            standing.release(body.attempt)
            switch body.reason {
            case .notSent, .permitExpired:
                standing.permits.removeAll { $0.attempt == body.attempt.id }
            case .rateLimited, .atCapacity:
                standing.setbacks += 1
            default:
                break
            }
        }
    }

    private mutating func lost(_ body: AttemptOutcomeUnknown) {
        update(body.attempt.key, body.attempt.account) { standing in
            standing.openAttempts.remove(body.attempt.id)
            if body.reason == .serverError { standing.setbacks += 1 }
        }
    }

    /// Permits keep their true age when the clock jumps.
    private mutating func stepped(_ microseconds: Int64) {
        for key in standings.keys {
            update(key, standings[key]?.name ?? "") { standing in
                for index in standing.permits.indices {
                    let started = standing.permits[index].startedAt
                    standing.permits[index].startedAt = Timestamp(
                        microseconds: started.microseconds + microseconds)
                }
                standing.cooledDownUntil = standing.cooledDownUntil.map {
                    Timestamp(microseconds: $0.microseconds + microseconds)
                }
            }
        }
    }
}

extension AccountStanding {
    mutating func release(_ attempt: AttemptReference) {
        guard openAttempts.remove(attempt.id) != nil else { return }
        held = held.clampedAdding(Ticks(-(attempt.holdTicks?.count ?? 0)))
    }
}

extension Ticks {
    /// For comparing accounts only: stays at the end of the range instead of failing.
    func clampedAdding(_ other: Ticks) -> Ticks {
        (try? adding(other)) ?? Ticks(other.count > 0 ? .max : .min)
    }
}
