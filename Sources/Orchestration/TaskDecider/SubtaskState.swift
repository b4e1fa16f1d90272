public import Ledger

/// One sub-task of the adopted plan, and how far it is.
public struct SubtaskState: Hashable, Sendable {
    public enum Status: Hashable, Sendable {
        /// For those that it depends on, or for its turn.
        case waiting
        /// It is owed an attempt, or one is under way.
        case ready
        case finished(AnswerOutcome)
        case failed(FailureReason)
        /// The number of the sub-task whose failure it could not do without.
        case skipped(because: Int)
    }

    public let planned: SubtaskPlanned
    public internal(set) var status = Status.waiting
    public internal(set) var call = CallState()
    /// How many of its dependencies have not finished.
    var missing: Int
    /// The numbers of those that depend on it.
    var dependents: [Int] = []
    /// The expected length of the longest path from here to the end of the plan.
    var priority = 0

    init(_ planned: SubtaskPlanned) {
        self.planned = planned
        missing = planned.dependencies.count
    }

    public var role: Role { Role(planned.complexity) }

    public var hasEnded: Bool {
        switch status {
        case .waiting, .ready: false
        case .finished, .failed, .skipped: true
        }
    }

    public var hasResult: Bool {
        if case .finished = status { return true }
        return false
    }
}

extension Complexity {
    /// Tokens that a sub-task typically takes (the middle of the documented range): the length of
    /// a step on the critical path.
    var typicalTokens: Int {
        switch self {
        case .simple: 1_500
        case .medium: 3_000
        case .complex: 6_000
        }
    }
}
