public import Ledger

/// Requests, tokens and money added up: of a sub-task, an account or a whole task.
public struct WorkSum: Hashable, Sendable {
    /// Attempts that were started, also those whose request was never sent.
    public private(set) var attempts = 0
    public private(set) var answered = 0
    public private(set) var failed = 0
    public private(set) var unknown = 0
    public private(set) var usage = TokenUsage.zero
    public private(set) var cost = CostSum()

    public init() {}

    /// Adds what `event` says of an attempt; other events say nothing here.
    public mutating func add(_ event: Event) {
        switch event {
        case .attemptStarted(let body):
            attempts += 1
            cost.hold(body.attempt)
        case .attemptAnswered(let body):
            answered += 1
            cost.release(body.attempt)
            cost.add(body)
            usage = usage + (body.usage ?? .zero)
        case .attemptFailed(let body):
            failed += 1
            cost.release(body.attempt)
        case .attemptOutcomeUnknown:
            unknown += 1
        case .attemptResolved(let body):
            cost.release(body.attempt)
            cost.state(body.ticks ?? .zero)
        default:
            break
        }
    }
}
