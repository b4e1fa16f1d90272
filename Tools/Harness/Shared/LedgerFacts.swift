internal import Ledger
internal import LedgerStore

/// What the events of a ledger say about tasks, attempts and money, added up here and nowhere else,
/// so that the program's own sums have something to be compared with.
struct LedgerFacts: Sendable {
    /// A call of a task.
    struct CallName: Hashable, Sendable {
        let stream: StreamName
        let call: Call
    }

    struct Outcome: Sendable {
        enum Kind: Sendable {
            case answered, failed, unknown
        }
        let kind: Kind
        /// What an answer cost; nil for other outcomes and for an unknown price.
        let ticks: Ticks?
        let position: Int64
        let recordedAt: Timestamp
    }

    struct Attempt: Sendable {
        let reference: AttemptReference
        let call: CallName
        /// Nil when its beginning is not in the log.
        var started: AttemptStarted?
        var startedPosition: Int64?
        var outcomes: [Outcome] = []
        /// What somebody found out later about one of unknown outcome.
        var resolved: AttemptResolved?

        var answer: Outcome? { outcomes.first { $0.kind == .answered } }

        /// Whether nobody knows what it cost.
        var isInDoubt: Bool {
            answer == nil && resolved == nil && !outcomes.contains { $0.kind == .failed }
        }
    }

    /// In the order in which they appear in the log.
    private(set) var attempts: [Attempt] = []
    private(set) var tasks: [TaskID] = []
    /// Tasks without a result.
    private(set) var openTasks: [TaskID] = []
    /// Those that have failed, until somebody goes on with them.
    private(set) var failedTasks: [StreamName] = []
    /// When a process took a task up that others had worked on.
    private(set) var recoveries: [(stream: StreamName, position: Int64)] = []
    private(set) var events = 0
    /// The type of the last event; nil for an empty or missing ledger.
    private(set) var lastType: String?
    private var indices: [EventID: Int] = [:]
    private static let recordsAtOnce = 512

    /// Reads the ledger in `directory`; a missing one holds nothing.
    init(directory: String) throws {
        guard let reader = try LedgerReader.openIfPresent(directory: directory) else { return }
        var records = try reader.events(after: 0, limit: Self.recordsAtOnce)
        while let last = records.last {
            for record in records { try take(record) }
            records = try reader.events(after: last.position, limit: Self.recordsAtOnce)
        }
    }

    private mutating func take(_ record: EventRecord) throws {
        events += 1
        lastType = record.type
        switch try Recorded(record).event {
        case .taskSubmitted(let body):
            tasks.append(body.task)
            openTasks.append(body.task)
        case .taskFinished:
            openTasks.removeAll { $0.stream == record.stream }
        case .attemptStarted(let body):
            let index = index(of: body.attempt, in: record.stream)
            attempts[index].started = body
            attempts[index].startedPosition = record.position
        case .attemptAnswered(let body):
            add(.answered, body.attempt, ticks: body.ticks, record)
        case .attemptFailed(let body):
            add(.failed, body.attempt, ticks: nil, record)
        case .attemptOutcomeUnknown(let body):
            add(.unknown, body.attempt, ticks: nil, record)
        case .attemptResolved(let body):
            attempts[index(of: body.attempt, in: record.stream)].resolved = body
        case .taskFailed:
            failedTasks.append(record.stream)
        case .taskResumed, .taskReopened:
            failedTasks.removeAll { $0 == record.stream }
            recoveries.append((record.stream, record.position))
        default:
            break
        }
    }

    private mutating func add(
        _ kind: Outcome.Kind, _ reference: AttemptReference, ticks: Ticks?, _ record: EventRecord
    ) {
        let index = index(of: reference, in: record.stream)
        attempts[index].outcomes.append(
            Outcome(
                kind: kind, ticks: ticks, position: record.position,
                recordedAt: record.recordedAt))
    }

    private mutating func index(of reference: AttemptReference, in stream: StreamName) -> Int {
        if let index = indices[reference.id] { return index }
        indices[reference.id] = attempts.count
        attempts.append(
            Attempt(
                reference: reference, call: CallName(stream: stream, call: reference.call)))
        return attempts.count - 1
    }
}

extension LedgerFacts {
    /// What an account, or all of them, comes to.
    struct Sums: Equatable, Sendable {
        /// Those that are surely billed.
        var answered = 0
        var settledTicks: Int64 = 0
        var inDoubt = 0
        /// The most that the attempts in doubt may have cost.
        var inDoubtTicks: Int64 = 0
    }

    /// The sums of one account, or of all.
    func sums(account: String? = nil) -> Sums {
        var sums = Sums()
        for attempt in attempts where account == nil || attempt.reference.account == account {
            if let answer = attempt.answer {
                sums.answered += 1
                sums.settledTicks += answer.ticks?.count ?? 0
            } else if let ticks = attempt.resolved?.ticks {
                sums.answered += 1
                sums.settledTicks += ticks.count
            } else if attempt.isInDoubt {
                sums.inDoubt += 1
                sums.inDoubtTicks += attempt.reference.holdTicks?.count ?? 0
            }
        }
        return sums
    }

    /// What the log itself must obey, whatever the provider says. `isSettled`: nothing runs and
    /// everything has been recovered.
    func violations(isSettled: Bool) -> [Violation] {
        var found: [Violation] = []
        var answered: [CallName: Int64] = [:]
        for attempt in attempts {
            let name = "attempt \(attempt.reference.id)"
            if attempt.started == nil {
                found.append(Violation(.attempts, "\(name) has an outcome and no beginning"))
            }
            if attempt.outcomes.count > 1 {
                found.append(
                    Violation(.attempts, "\(name) has \(attempt.outcomes.count) outcomes"))
            }
            if isSettled, attempt.outcomes.isEmpty {
                found.append(Violation(.attempts, "\(name) has no outcome"))
            }
            if let answer = attempt.answer {
                if answer.ticks == nil {
                    found.append(Violation(.disagreement, "\(name) is answered without a price"))
                }
                if answered.updateValue(answer.position, forKey: attempt.call) != nil {
                    found.append(Violation(.askedAgain, "\(name) is a second answer of its call"))
                }
            }
        }
        for attempt in attempts {
            guard let position = answered[attempt.call], let start = attempt.startedPosition,
                start > position
            else { continue }
            found.append(
                Violation(
                    .askedAgain,
                    "attempt \(attempt.reference.id) began after its call had been answered"))
        }
        return found
    }
}
