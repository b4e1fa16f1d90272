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
    /// What was spent on each key, by day; only the last days are remembered.
    var days: [BudgetDay: [String: Spending]]

    /// Starts older than this may be forgotten, in milliseconds: longer than any window.
    static let memoryMs = 2 * Limits.windowMsMax
    /// An attempt that nobody has ended after this time belongs to a run that died: it holds its
    /// money still, but is not under way any more.
    static let attemptMsMax: Int64 = 3_600_000

    /// The state at `position`, as a projection remembers it.
    public init(
        position: Int64 = 0, standings: [String: AccountStanding] = [:], lastKey: String? = nil,
        days: [BudgetDay: [String: Spending]] = [:]
    ) {
        self.position = position
        self.standings = standings
        self.lastKey = lastKey
        self.days = days
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
        case .attemptAnswered(let body): answered(body, at: recorded.recordedAt)
        case .attemptFailed(let body): failed(body, at: recorded.recordedAt)
        case .attemptOutcomeUnknown(let body): lost(body, at: recorded.recordedAt)
        case .attemptResolved(let body): resolved(body)
        case .accountCooledDown(let body):
            update(body.key, body.account) {
                $0.cooledDownUntil = max($0.cooledDownUntil ?? body.until, body.until)
            }
        case .accountDisabled(let body):
            update(body.key, body.account) { $0.disabled = body.reason }
        case .accountEnabled(let body):
            update(body.key, body.account) { $0.disabled = nil }
        case .accountIdentified(let body):
            update(body.key, body.account) { $0.team = body.team }
        case .clockStepped(let body): stepped(body.stepMicroseconds)
        default: break
        }
    }

    /// Skips to `position`: everything up to there has been seen and did not concern this.
    public mutating func skip(to position: Int64) {
        self.position = max(self.position, position)
    }

    /// The account that the next attempt goes to. `avoiding` is used only if no other is free.
    /// Without `wish` nobody asks for money, and no cap is looked at. If it is not known yet who
    /// the keys are, they count `asOneTeam`.
    public func admit(
        _ candidates: [Candidate], routing: Routing, limit: RateLimit, now: Timestamp,
        avoiding: String?, asOneTeam: Bool = false, wish: HoldWish? = nil,
        within budget: Budget = Budget(caps: .none, spent: Spending())
    ) -> Admission {
        var reached = wish.flatMap { refusal(of: $0, budget) }
        if let reached { return .overBudget(reached) }
        let windows = SharedWindows(self, candidates, asOneTeam: asOneTeam)
        var disabled: [String: DisablementReason] = [:]
        var free: [Candidate] = []
        var until: Timestamp?
        for candidate in candidates {
            let standing = standings[candidate.key] ?? AccountStanding(name: candidate.name)
            if let reason = standing.disabled {
                disabled[candidate.name] = reason
                continue
            }
            if let refusal = wish.flatMap({ refusal(of: $0, to: candidate, budget) }) {
                reached = reached ?? refusal
                continue
            }
            let from = max(
                limit.roomFrom(windows[candidate], now: now), standing.cooledDownUntil ?? now)
            if from <= now {
                free.append(candidate)
            } else {
                until = min(until ?? from, from)
            }
        }
        guard !free.isEmpty else {
            if let until { return .wait(until: until) }
            return reached.map(Admission.overBudget) ?? .unavailable(disabled)
        }
        let others = free.filter { $0.name != avoiding }
        let choices = others.isEmpty ? free : others
        let choice: Candidate? =
            switch routing {
            case .roundRobin: next(in: candidates, among: Set(choices))
            case .leastLoaded:
                choices.min { load($0, windows, limit, now) < load($1, windows, limit, now) }
            case .costOptimized: choices.min { spent(by: $0) < spent(by: $1) }
            }
        return .granted(choice ?? choices[0])
    }

    /// The first of `choices` after the account of the ledger's last attempt.
    private func next(in candidates: [Candidate], among choices: Set<Candidate>) -> Candidate? {
        let last = candidates.firstIndex { $0.key == lastKey } ?? candidates.count - 1
        return candidates.indices.lazy.map { candidates[(last + 1 + $0) % candidates.count] }
            .first(where: choices.contains)
    }

    /// Attempts under way, then requests in the window.
    private func load(
        _ candidate: Candidate, _ windows: SharedWindows, _ limit: RateLimit, _ now: Timestamp
    ) -> (Int, Int) {
        guard let standing = standings[candidate.key] else { return (0, 0) }
        let oldestMs = now.advanced(milliseconds: -Self.attemptMsMax).microseconds / 1000
        let underWay = standing.openAttempts.count { $0.madeAtMs > oldestMs }
        return (underWay, limit.requests(in: windows[candidate], now: now))
    }

    private func spent(by candidate: Candidate) -> Ticks {
        guard let standing = standings[candidate.key] else { return .zero }
        return standing.settled.clampedAdding(standing.held)
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
        updateDay(attempt) { $0.hold(attempt.holdTicks) }
        update(attempt.key, attempt.account) { standing in
            standing.requests += 1
            standing.openAttempts.insert(attempt.id)
            standing.held = standing.held.clampedAdding(attempt.holdTicks ?? .zero)
            standing.insert(
                AccountStanding.Permit(
                    attempt: attempt.id, startedAt: time, windowRequests: body.windowRequests,
                    windowMs: body.windowMs))
        }
    }

    private mutating func answered(_ body: AttemptAnswered, at time: Timestamp) {
        let hold = body.attempt.holdTicks
        let isOpen = isOpen(body.attempt)
        if isOpen { updateDay(body.attempt) { $0.settle(body.ticks, hold: hold) } }
        update(body.attempt.key, body.attempt.account) { standing in
            standing.release(body.attempt)
            standing.arrived(body.attempt.id, by: time)
            standing.settled = standing.settled.clampedAdding(body.ticks ?? .zero)
            if isOpen, body.ticks == nil {
                standing.unpriced = standing.unpriced.clampedAdding(hold ?? .zero)
            }
            standing.setbacks = 0
        }
    }

    private func isOpen(_ attempt: AttemptReference) -> Bool {
        standings[attempt.key]?.openAttempts.contains(attempt.id) ?? false
    }

    private mutating func failed(_ body: AttemptFailed, at time: Timestamp) {
        if isOpen(body.attempt) {
            updateDay(body.attempt) { $0.release(body.attempt.holdTicks) }
        }
        update(body.attempt.key, body.attempt.account) { standing in
            standing.release(body.attempt)
            standing.arrived(body.attempt.id, by: time)
            switch body.reason {
            case .notSent, .permitExpired, .untrustedCertificate:
                standing.permits.removeAll { $0.attempt == body.attempt.id }
            case .rateLimited, .atCapacity, .serverError:
                standing.setbacks += 1
            default:
                break
            }
        }
    }

    private mutating func lost(_ body: AttemptOutcomeUnknown, at time: Timestamp) {
        update(body.attempt.key, body.attempt.account) { standing in
            standing.openAttempts.remove(body.attempt.id)
            standing.arrived(body.attempt.id, by: time)
            if body.reason == .serverError { standing.setbacks += 1 }
        }
    }

    /// The money only: when it was sent does not change.
    private mutating func resolved(_ body: AttemptResolved) {
        updateDay(body.attempt) {
            $0.settle(body.ticks ?? .zero, hold: body.attempt.holdTicks)
        }
        update(body.attempt.key, body.attempt.account) { standing in
            standing.held = standing.held.clampedAdding(
                Ticks(-(body.attempt.holdTicks?.count ?? 0)))
            standing.settled = standing.settled.clampedAdding(body.ticks ?? .zero)
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
    /// Keeps the permits in the order of their times, also when the clock goes back a little, and
    /// forgets the old ones when there are enough of them to be worth it.
    fileprivate mutating func insert(_ permit: Permit) {
        let oldest = permit.startedAt.advanced(milliseconds: -AdmissionState.memoryMs)
        let older = oldest.advanced(milliseconds: -AdmissionState.memoryMs)
        if let first = permits.first, first.startedAt < older {
            permits.removeAll { $0.startedAt < oldest }
        }
        let after = permits.lastIndex { $0.startedAt <= permit.startedAt }
        permits.insert(permit, at: after.map { $0 + 1 } ?? 0)
    }

    fileprivate mutating func arrived(_ attempt: EventID, by time: Timestamp) {
        guard let index = permits.lastIndex(where: { $0.attempt == attempt }) else { return }
        var permit = permits[index]
        permit.arrived(by: time)
        guard permit != permits[index] else { return }
        permits.remove(at: index)
        insert(permit)
    }

    mutating func release(_ attempt: AttemptReference) {
        guard openAttempts.remove(attempt.id) != nil else { return }
        held = held.clampedAdding(Ticks(-(attempt.holdTicks?.count ?? 0)))
    }
}

extension Ticks {
    /// For comparing accounts only: stays at the end of the range instead of failing.
    package func clampedAdding(_ other: Ticks) -> Ticks {
        (try? adding(other)) ?? Ticks(other.count > 0 ? .max : .min)
    }
}
