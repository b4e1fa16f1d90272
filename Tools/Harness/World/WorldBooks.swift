internal import Ledger
internal import LedgerStore

/// The log of a world as an accountant reads it, event by event, against the provider's bill.
struct WorldBooks {
    /// What the attempts without an outcome may cost.
    private(set) var open: [EventID: Int64] = [:]
    private(set) var inDoubt: Int64 = 0
    private var budgets = WorldBudgets()
    /// What is in doubt and was billed beyond its hold.
    private var doubtfulExcess: Int64 = 0
    /// The answers that cost more than was held for them.
    private(set) var excesses = 0
    private(set) var settled: Int64 = 0
    private(set) var attempts = 0
    private(set) var answered: Set<AnsweredCall> = []
    private(set) var violations: [String] = []
    private(set) var position: Int64 = 0
    /// Two worlds of one seed must have the same.
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

    struct AnsweredCall: Hashable {
        let stream: StreamName
        let call: Call
    }

    /// Reads what was appended since.
    mutating func catchUp(_ reader: LedgerReader, _ provider: WorldProvider) throws {
        for record in try reader.events(after: position, limit: .max) {
            position = record.position
            if position > 1 {
                mix("\(record.position) \(record.type) \(record.stream) \(record.id)")
            }
            take(try Recorded(record), in: record.stream, provider)
        }
        violations += budgets.violations()
        if settled > provider.billed {
            violations.append("\(settled) ticks settled, \(provider.billed) billed")
        }
        let openExcess = open.keys.reduce(0) { $0 + (provider.excess[$1] ?? 0) }
        let bound =
            settled + inDoubt + doubtfulExcess + openExcess + open.values.reduce(0, +)
        if provider.billed > bound {
            violations.append("\(provider.billed) ticks billed, at most \(bound) in the books")
        }
    }

    private mutating func take(
        _ recorded: Recorded, in stream: StreamName, _ provider: WorldProvider
    ) {
        switch recorded.event {
        case .attemptStarted(let body):
            attempts += 1
            open[body.attempt.id] = body.attempt.holdTicks?.count ?? 0
            violations += budgets.grant(body, in: stream)
        case .attemptAnswered(let body):
            close(body.attempt)
            answered.insert(AnsweredCall(stream: stream, call: body.attempt.call))
            let ticks = body.ticks?.count ?? 0
            settled += ticks
            budgets.settle(body.attempt, ticks: ticks, in: stream)
            if provider.excess[body.attempt.id] != nil { excesses += 1 }
            let bill = provider.bill[body.attempt.id] ?? 0
            if ticks != bill {
                violations.append("attempt \(body.attempt.id): \(ticks) settled, \(bill) billed")
            }
        case .attemptFailed(let body):
            close(body.attempt)
            budgets.settle(body.attempt, ticks: 0, in: stream)
            if let bill = provider.bill[body.attempt.id], bill > 0 {
                violations.append("attempt \(body.attempt.id) failed, \(bill) billed")
            }
        case .attemptOutcomeUnknown(let body):
            inDoubt += close(body.attempt)
            doubtfulExcess += provider.excess[body.attempt.id] ?? 0
        default:
            break
        }
    }

    @discardableResult
    private mutating func close(_ attempt: AttemptReference) -> Int64 {
        guard let hold = open.removeValue(forKey: attempt.id) else {
            violations.append("attempt \(attempt.id) has an outcome and was not under way")
            return 0
        }
        return hold
    }

    /// FNV-1a.
    private mutating func mix(_ text: String) {
        for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
