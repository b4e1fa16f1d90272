internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// What `ledger cost --explain` explains: every attempt of a task, or one attempt.
enum CostExplanation {
    /// - Parameter text: A task, or the id of an attempt.
    static func attempts(
        _ text: String, in home: ReadableHome
    ) throws -> (task: TaskID, attempts: [TaskReport.Attempt]) {
        guard text.contains("-") else {
            let (task, ledger) = try home.task(text)
            return (task, try home.report(of: task, in: ledger).attempts)
        }
        guard let id = EventID(text: text.lowercased()) else {
            throw CommandFailure(
                .badData,
                "\"\(DisplayWidth.shortened(text, to: 40))\" is neither a task nor the id of an "
                    + "attempt")
        }
        guard let ledger = home.ledger, let found = try ledger.event(id: id),
            found.type == AttemptStarted.type, let task = found.stream.task
        else {
            throw CommandFailure(
                .badData, "there is no attempt \(id.text) in \(home.home.directory)")
        }
        let report = try home.report(of: task, in: ledger)
        return (task, report.attempts.filter { $0.started.attempt.id == id })
    }

    /// A correction of what an attempt has cost.
    struct Adjustment {
        let position: Int64
        let body: CostAdjusted
        let reference: String
    }

    /// What was corrected of `attempts`, in order.
    static func adjustments(
        of attempts: [TaskReport.Attempt], in home: ReadableHome
    ) throws -> [EventID: [Adjustment]] {
        guard let ledger = home.ledger, let database = try home.database() else { return [:] }
        var found: [EventID: [Adjustment]] = [:]
        for attempt in attempts {
            let id = attempt.started.attempt.id
            for (position, _) in try database.adjustments(of: id) {
                guard let record = try ledger.event(at: position),
                    case .costAdjusted(let body) = try Recorded(record).event
                else { continue }
                found[id, default: []].append(
                    Adjustment(
                        position: position, body: body,
                        reference: try ledger.readable(body.reference)))
            }
        }
        return found
    }
}
