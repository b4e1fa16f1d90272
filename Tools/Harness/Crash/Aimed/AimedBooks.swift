internal import Ledger
internal import LedgerStore

/// The books of a home beside the bill of its provider.
struct AimedBooks: Sendable {
    let folder: String
    let settlesEarly: Bool

    var directory: String { folder + "/home/simulated" }

    /// What must hold at any moment at which nothing runs.
    func violations() throws -> [Violation] {
        let facts = try LedgerFacts(directory: directory)
        let bill = ProviderBill(try Biller(folder: folder).entries())
        guard !settlesEarly else { return try early(facts, bill, resolved: 0) }
        return Reconciliation(bill: bill, facts: facts, cost: nil).violations
            + facts.violations(isSettled: false) + facts.unrecovered()
    }

    /// The same law for a program that settles by a counter of its own.
    func early(
        _ facts: LedgerFacts, _ bill: ProviderBill, resolved: Int64
    ) throws -> [Violation] {
        let settled = try EarlyCounter(folder: folder).total() + resolved
        guard settled <= bill.total.ticks else {
            return [
                Violation(
                    .overcounted,
                    "settled \(settled) ticks > bill \(bill.total.ticks) ticks")
            ]
        }
        let doubt = facts.sums().inDoubtTicks
        guard bill.total.ticks <= settled + doubt else {
            return [
                Violation(
                    .lost,
                    "bill \(bill.total.ticks) ticks > settled \(settled) + in doubt \(doubt) ticks")
            ]
        }
        return []
    }

    /// What the bill says about every attempt that is in doubt: what it was billed, or nil.
    func told() throws -> [(attempt: EventID, ticks: Int64?)] {
        let facts = try LedgerFacts(directory: directory)
        guard let reader = try LedgerReader.openIfPresent(directory: directory) else { return [] }
        struct Key: Hashable {
            let account: String
            let question: String
        }
        var left: [Key: [Int64]] = [:]
        for entry in try Biller(folder: folder).entries() {
            let account = Accounts.name(keySHA256: entry.keySHA256) ?? entry.keySHA256
            left[Key(account: account, question: entry.question), default: []]
                .append(entry.ticks)
        }
        var doubtful: [(attempt: EventID, key: Key)] = []
        for attempt in facts.attempts {
            guard let started = attempt.started,
                let messages = try reader.messages(of: started.request)
            else { continue }
            let question = Biller.question(messages.map { ($0.role, $0.content ?? "") })
            let key = Key(account: attempt.reference.account, question: question)
            if let answer = attempt.answer {
                let index = left[key]?.firstIndex(of: answer.ticks?.count ?? 0)
                if let index { left[key]?.remove(at: index) }
            } else if attempt.isInDoubt {
                doubtful.append((attempt.reference.id, key))
            }
        }
        return doubtful.map { ($0.attempt, left[$0.key]?.popLast()) }
    }
}
