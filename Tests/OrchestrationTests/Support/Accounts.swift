import Ledger
import Orchestration

/// A log of what happens to accounts, and the fold over it.
struct Accounts {
    private(set) var admission = AdmissionState()
    private(set) var events: [Recorded] = []
    private var attempts: UInt64 = 0

    mutating func record(_ event: Event, at now: Timestamp) {
        let position = Int64(events.count + 1)
        let recorded = Recorded(
            position: position, id: id(Int(position)), recordedAt: now, event: event)
        events.append(recorded)
        admission.evolve(recorded)
    }

    /// A start on this account, without asking whether there is room.
    @discardableResult
    mutating func start(
        _ candidate: Candidate, _ limit: RateLimit, at now: Timestamp, hold: Ticks? = Ticks(100)
    ) -> AttemptReference {
        attempts += 1
        let attempt = AttemptReference.sample(
            EventID(at: now, random: (0, attempts << 2)), account: candidate.name,
            key: candidate.key, hold: hold)
        record(.attemptStarted(.sample(attempt, window: limit)), at: now)
        return attempt
    }

    mutating func coolDown(_ candidate: Candidate, until: Timestamp, at now: Timestamp) {
        record(
            .accountCooledDown(
                AccountCooledDown(
                    account: candidate.name, key: candidate.key, reason: .rateLimited,
                    until: until, attempt: id(1))), at: now)
    }

    mutating func disable(
        _ candidate: Candidate, _ reason: DisablementReason = .noCredit, at now: Timestamp = .start
    ) {
        record(
            .accountDisabled(
                AccountDisabled(
                    account: candidate.name, key: candidate.key, reason: reason, attempt: id(1))),
            at: now)
    }

    mutating func identify(_ candidate: Candidate, team: String, at now: Timestamp = .start) {
        record(
            .accountIdentified(
                AccountIdentified(
                    account: candidate.name, key: candidate.key, team: team, providerKey: nil)),
            at: now)
    }

    func admit(
        _ candidates: [Candidate], _ routing: Routing = .roundRobin, _ limit: RateLimit = .wide,
        at now: Timestamp = .start, avoiding: String? = nil
    ) -> Admission {
        admission.admit(candidates, routing: routing, limit: limit, now: now, avoiding: avoiding)
    }

    /// Starts an attempt on the account that is admitted; nil if none is.
    mutating func use(
        _ candidates: [Candidate], _ routing: Routing = .roundRobin, _ limit: RateLimit = .wide,
        at now: Timestamp = .start, avoiding: String? = nil, hold: Ticks? = Ticks(100)
    ) -> AttemptReference? {
        let admitted = admit(candidates, routing, limit, at: now, avoiding: avoiding)
        guard case .granted(let candidate) = admitted else { return nil }
        return start(candidate, limit, at: now, hold: hold)
    }
}

extension Candidate {
    static func numbered(_ count: Int) -> [Candidate] {
        (1...count).map { Candidate(name: "account-\($0)", key: "key \($0)") }
    }
}

extension RateLimit {
    /// Never in the way.
    static let wide = RateLimit(requests: 1_000_000, windowMs: 60_000)
}

extension Timestamp {
    func advanced(microseconds count: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + count)
    }
}
