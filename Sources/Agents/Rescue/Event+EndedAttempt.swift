internal import Ledger
internal import Orchestration

extension Event {
    /// The attempt that this event ends; nil if it ends none.
    var endedAttempt: AttemptReference? {
        switch self {
        case .attemptAnswered(let body): body.attempt
        case .attemptFailed(let body): body.attempt
        case .attemptOutcomeUnknown(let body): body.attempt
        default: nil
        }
    }
}

extension TaskCommand {
    /// The event that records the end of an attempt; nil for another command.
    var outcome: Event? {
        switch self {
        case .answer(let body, _): .attemptAnswered(body)
        case .fail(let body): .attemptFailed(body)
        case .loseTrack(let body): .attemptOutcomeUnknown(body)
        default: nil
        }
    }
}
