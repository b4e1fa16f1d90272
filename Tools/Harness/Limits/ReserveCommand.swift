internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import XAI

/// Reserves money as runs do, many times at once, and sends nothing.
struct ReserveCommand: AsyncParsableCommand {
    static let name = "reserve"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Option var home: String
    @Option var count: Int
    @Option(help: "Ticks of each.") var hold: Int64
    @Option(help: "Ticks of the day.") var cap: Int64
    @Flag(help: "Decide before the append, by what the log said at the start.") var early = false

    func run() async throws {
        let log = try EventLog.open(directory: home, world: .simulated, program: "reserve")
        let fingerprints = KeyFingerprints(secret: try HomeSecret.load(directory: home))
        let account = Account(
            name: "account-1", credential: Credential("xai-reserve"), fingerprints: fingerprints)
        let manager = AccountManager(
            accounts: [account], routing: .roundRobin,
            limit: RateLimit(requests: Limits.windowRequestsMax, windowMs: 60_000),
            seed: AdmissionState(), caps: Caps(day: Ticks(cap)))
        var known = AdmissionState()
        if early {
            for record in try log.reader.events(after: 0, limit: 10_000)
            where AdmissionState.isConcerned(with: record.type) {
                known.evolve(try Recorded(record))
            }
        }
        let candidate = Candidate(name: account.name, key: account.key)
        try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<count {
                let wish = Reservation(hold: Ticks(hold), caps: manager.caps)
                guard early else {
                    group.addTask { try await wish.decide(manager, log) }
                    continue
                }
                guard wish.isAdmitted(known, candidate) else { continue }
                let event = Event.attemptStarted(wish.start(candidate))
                known.evolve(
                    Recorded(position: 0, id: wish.id, recordedAt: wish.at, event: event))
                group.addTask { _ = try await log.append([wish.new(event)]) }
            }
        }
        await log.close()
    }
}

/// One attempt that will never be sent.
private struct Reservation: Sendable {
    let id: EventID
    let at: Timestamp
    let task: TaskID
    let hold: Ticks
    let caps: Caps

    init(hold: Ticks, caps: Caps) {
        at = LedgerClock.system.read().wall
        id = Self.event(at)
        task = TaskID(random: .random(in: 0 ... .max))
        self.hold = hold
        self.caps = caps
    }

    private static func event(_ at: Timestamp) -> EventID {
        EventID(at: at, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }

    private var wish: HoldWish { HoldWish(ticks: hold, attempt: id) }
    private var budget: Budget { Budget(caps: caps, spent: Spending()) }

    func start(_ candidate: Candidate) -> AttemptStarted {
        AttemptStarted(
            attempt: AttemptReference(
                id: id, call: .subtask(1), number: 1, account: candidate.name,
                key: candidate.key, model: "grok-3-fast", holdTicks: hold),
            request: Commitment(hash: Hash(of: [1])), requestBytes: 1, completionTokensMax: 1,
            price: nil, windowRequests: Limits.windowRequestsMax, windowMs: 60_000,
            caps: caps.caps(on: candidate.name))
    }

    func new(_ event: Event, _ id: EventID? = nil) throws -> NewEvent {
        let stream: StreamName = if case .attemptStarted = event { task.stream } else { .ledger }
        return try NewEvent(
            id: id ?? self.id, stream: stream, expectedVersion: nil, event: event,
            correlation: nil, causation: nil, actor: ProgramVersion.actor)
    }

    func isAdmitted(_ known: AdmissionState, _ candidate: Candidate) -> Bool {
        let admission = known.admit(
            [candidate], routing: .roundRobin,
            limit: RateLimit(requests: Limits.windowRequestsMax, windowMs: 60_000), now: at,
            avoiding: nil, wish: wish, within: budget)
        if case .granted = admission { return true }
        return false
    }

    /// As the agent does it: inside the append.
    func decide(_ manager: AccountManager, _ log: EventLog) async throws {
        let step = Self.event(at)
        _ = try await log.append(ids: [id, step]) { section in
            let decision = try manager.decide(
                [AdmissionWish(avoiding: nil, hold: wish) { start($0) }], within: budget,
                after: [], in: section)
            var events: [NewEvent] = []
            // At most the clock's step: there is one account, under one key.
            for notice in decision.notices.prefix(1) { events.append(try new(notice, step)) }
            if case .granted(let candidate) = decision.admissions.first {
                events.append(try new(.attemptStarted(start(candidate))))
            }
            return events
        }
    }
}
