package import Ledger

/// What must hold of every history, whatever the program decided: an attempt starts once, has at
/// most one outcome, only an unknown one is resolved, once, so each hold is settled at most once,
/// and no hold goes beyond a cap. Sees the events one after another, with memory for the attempts
/// that are under way or in doubt, and for sums of tasks and days.
package struct LedgerLaw {
    /// An event that breaks the law.
    package struct Breach: Hashable, Sendable {
        package let expected: String
        package let found: String
    }

    /// What the attempts so far add up to.
    package private(set) var totals = LawTotals()
    /// Attempts that have started and have no outcome.
    private var open: Set<EventID> = []
    /// Attempts of unknown outcome that nobody has resolved.
    private var doubtful: Set<EventID> = []
    private var budget = BudgetLaw()

    private static let started = Array(AttemptStarted.type.utf8)
    private static let answered = Array(AttemptAnswered.type.utf8)
    private static let failed = Array(AttemptFailed.type.utf8)
    private static let unknown = Array(AttemptOutcomeUnknown.type.utf8)
    private static let resolved = Array(AttemptResolved.type.utf8)
    private static let prefix = Array("attempt-".utf8)

    package init() {}

    /// Adds the next event. Returns what is wrong with it.
    package mutating func add(_ event: borrowing EventColumns) -> Breach? {
        let type = event.type
        guard type.count > Self.prefix.count, type.starts(with: Self.prefix) else { return nil }
        if type.elementsEqual(Self.started) {
            totals.attempts += 1
            guard BodyFields(event.body).eventID("id") == event.id else {
                return Breach(
                    expected: "an attempt with the id of its event, \(event.id)", found: "another")
            }
            guard open.insert(event.id).inserted else {
                return Breach(expected: "an attempt that starts once", found: "\(event.id) again")
            }
            return budget.start(event)
        }
        if type.elementsEqual(Self.resolved) { return resolve(event) }
        let isAnswered = type.elementsEqual(Self.answered)
        let isUnknown = !isAnswered && type.elementsEqual(Self.unknown)
        if isAnswered {
            totals.answered += 1
            totals.add(BodyFields(event.body, isBackward: true))
        } else if type.elementsEqual(Self.failed) {
            totals.failed += 1
        } else if isUnknown {
            totals.unknown += 1
        } else {
            return nil
        }
        let id = BodyFields(event.body).eventID("id")
        if let id, open.remove(id) != nil {
            if isUnknown {
                doubtful.insert(id)
            } else {
                budget.end(event, id, isAnswered: isAnswered)
            }
            return nil
        }
        return Breach(
            expected: "an outcome of an attempt that has started and has none",
            found: "one of \(id?.text ?? "an attempt without an id")")
    }

    private mutating func resolve(_ event: borrowing EventColumns) -> Breach? {
        totals.ticks &+= BodyFields(event.body, isBackward: true).integer("ticks") ?? 0
        let id = BodyFields(event.body).eventID("id")
        if let id, doubtful.remove(id) != nil {
            budget.resolve(event, id)
            return nil
        }
        return Breach(
            expected: "a resolution of an attempt of unknown outcome that has none",
            found: "one of \(id?.text ?? "an attempt without an id")")
    }
}
