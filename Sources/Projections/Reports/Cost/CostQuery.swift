package import Ledger

/// What a cost report is asked: what its rows stand for, and which attempts count.
package struct CostQuery: Sendable {
    /// None twice, at most ``CostGrouping/most``; none: one row for everything.
    package var groupings: [CostGrouping]
    /// The place whose hours, days, weeks and months are meant.
    package var zone: LocalZone
    /// The first moment that counts, in microseconds since 1970.
    package var since: Int64?
    /// The first that does not count any more.
    package var until: Int64?
    /// The position of the last event that is known of; nil: of all.
    package var asOf: Int64?
    /// Names of which one must be the account's, and so on; empty: any.
    package var accounts: [String] = []
    package var models: [String] = []
    package var tasks: [TaskID] = []
    /// Tags that a task must all have.
    package var tags: [String: String] = [:]
    /// The name of the tag that is grouped by.
    package var tag = ""

    /// What an answer of a model at some time costs, instead of what was billed; nil of that:
    /// nobody knows. Nil: as billed.
    package var repricing: (@Sendable (String, Timestamp, TokenUsage) throws -> Ticks?)?

    /// What stands for a tag that a task has not got; nothing that a tag could be.
    package static let noTag = "(none)"

    package init(
        by groupings: [CostGrouping] = [], zone: LocalZone = .utc, since: Int64? = nil,
        until: Int64? = nil
    ) {
        self.groupings = groupings
        self.zone = zone
        self.since = since
        self.until = until
    }

    /// Where the answer lies. The rollups grow with the days, the attempts with the calls.
    enum Source: Equatable {
        case totals, days, quarters, tasks, attempts
    }

    /// The smallest tables that hold the answer.
    var source: Source {
        let isTimed = groupings.contains(where: \.isTime) || since != nil || until != nil
        let isOfTasks = groupings.contains { $0 == .task || $0 == .tag }
        if repricing != nil || asOf != nil { return .attempts }
        guard tasks.isEmpty, tags.isEmpty, !isOfTasks else {
            let isPlain =
                groupings == [.task] && tasks.isEmpty && tags.isEmpty && accounts.isEmpty
                && models.isEmpty
            return isPlain && !isTimed ? .tasks : .attempts
        }
        guard isTimed else { return .totals }
        let bounds = [since, until].compactMap { $0 }
        func divides(_ length: Int64) -> Bool { bounds.allSatisfy { $0 % length == 0 } }
        if zone.isUTC, !groupings.contains(.hour), divides(LocalZone.microsecondsPerDay) {
            return .days
        }
        return divides(LocalZone.microsecondsPerQuarter) ? .quarters : .attempts
    }

    func includes(time: Int64) -> Bool { time >= since ?? .min && time < until ?? .max }

    /// Whether what an attempt of this task costs at this time counts.
    func includes(task: String, at time: Int64) -> Bool {
        includes(time: time) && (tasks.isEmpty || tasks.contains { $0.text == task })
    }

    /// Whether an attempt with these names counts; the times are up to the caller.
    func includes(account: String, model: String) -> Bool {
        (accounts.isEmpty || accounts.contains(account))
            && (models.isEmpty || models.contains(model))
    }
}
