import Ledger
import LedgerStore
import Orchestration
import Synchronization

/// A clock that a test turns.
final class TurnableClock: Sendable {
    private let time: Mutex<Int64>

    init(_ microseconds: Int64) {
        time = Mutex(microseconds)
    }

    var now: Timestamp { Timestamp(microseconds: time.withLock { $0 }) }

    func turn(by microseconds: Int64) {
        time.withLock { $0 += microseconds }
    }

    var ledgerClock: LedgerClock {
        LedgerClock { [self] in
            LedgerClock.Reading(wall: now, sinceBootMicroseconds: now.microseconds)
        }
    }
}

/// Plausible histories over all kinds of events: several tasks at once, each doing what its decider
/// allows, on accounts that get limits, other keys and other names, under a clock that jumps.
final class RandomHistory {
    let log: EventLog
    let clock: TurnableClock
    var random: SeededGenerator
    /// Everything recorded so far.
    private(set) var recorded: [Recorded] = []
    var tasks: [TaskState] = []
    /// The attempts that were started, by their task's id.
    private(set) var attempts: [String: [EventID]] = [:]
    /// Attempts are counted so that money and texts differ.
    var answers = 0
    /// Accounts by name and key: one key has two names, one name has two keys.
    let accounts = [
        Candidate(name: "account-1", key: "key-a"), Candidate(name: "account-2", key: "key-b"),
        Candidate(name: "account-2", key: "key-c"), Candidate(name: "account-10", key: "key-a"),
    ]
    /// Whether people also cancel, retry, fork and resolve.
    var hasAfterwards = false
    /// The most that one answer costs; to be set high for tests of overflow.
    var ticksMax: Int64 = 900_000_000

    init(home: TemporaryHome, seed: UInt64) throws {
        clock = TurnableClock(1_790_000_000_123_456)
        random = SeededGenerator(seed: seed)
        log = try EventLog.open(
            directory: home.path, world: .simulated, program: "grok test",
            options: LedgerOptions(clock: clock.ledgerClock))
        recorded = try log.reader.events(after: 0, limit: 1).map { try Recorded($0) }
    }

    /// Something happens; usually that makes one to six events in one append.
    func step() async throws {
        passTime()
        if hasAfterwards, !tasks.isEmpty, random.chance(15) { return try await afterwards() }
        switch Int.random(in: 0..<100, using: &random) {
        case _ where tasks.isEmpty: try await submit()
        case 0..<6: try await submit()
        case 6..<9: try await stepClock()
        case 9..<12: try await enableAccount()
        case 12..<17: try await pause()
        case 17..<25: try await resume()
        case 25..<60: try await start()
        default: try await end()
        }
    }

    private func passTime() {
        let length: Int64
        switch Int.random(in: 0..<20, using: &random) {
        case 0: length = .random(in: 0...172_800_000_000, using: &random)
        case 1: length = -.random(in: 0...3_000, using: &random)
        case 2...6: length = .random(in: 0...40_000_000, using: &random)
        default: length = .random(in: 0...900_000, using: &random)
        }
        clock.turn(by: length)
    }

    /// A text with what tends to break: quotes, backslashes, control characters, other scripts.
    func text(_ about: String) throws -> Blob {
        let spice = random.pick([
            "", "\"quoted\" and \\ back", "two\nlines\tand a tab", "汉字 and \u{1}", "€ 𝄞 ü",
            String(repeating: "long ", count: 13_200),
        ])
        // Some texts come again.
        return try log.blob(about + " \(Int.random(in: 0..<40, using: &random)) " + spice)
    }

    @discardableResult
    func append(
        _ events: [Event], to stream: StreamName, blobs: [Blob] = [], ids: [EventID] = []
    ) async throws -> [Recorded] {
        var new: [NewEvent] = []
        for (index, event) in events.enumerated() {
            let id = index < ids.count ? ids[index] : random.id(at: clock.now)
            new.append(
                try NewEvent(
                    id: id, stream: stream, expectedVersion: nil, event: event, correlation: nil,
                    causation: nil, actor: "test"))
        }
        let records = try await log.append(new, blobs: blobs).map { try Recorded($0) }
        recorded += records
        for record in records where record.event.type == AttemptStarted.type {
            attempts[stream.task?.text ?? "", default: []].append(record.id)
        }
        if let index = tasks.firstIndex(where: { $0.submitted?.task.stream == stream }) {
            for record in records { TaskDecider.evolve(&tasks[index], record) }
        }
        return records
    }

    private func stepClock() async throws {
        let step = Int64.random(in: -90_000_000...90_000_000, using: &random)
        clock.turn(by: step)
        try await append([.clockStepped(ClockStepped(stepMicroseconds: step))], to: .ledger)
    }

    private func enableAccount() async throws {
        let account = random.pick(accounts)
        if hasAfterwards, random.chance(40) { return try await sayMore(of: account) }
        let enabled = AccountEnabled(
            account: account.name, key: account.key,
            reason: random.pick([.keyReplaced, .requested]))
        try await append([.accountEnabled(enabled)], to: .account(account.name))
    }
}
