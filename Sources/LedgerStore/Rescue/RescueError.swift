package import Ledger

/// Why a rescue file cannot be used, as one sentence. Nothing was recorded.
package enum RescueError: Error, Hashable, Sendable {
    case notARescueFile(path: String)
    case damaged(path: String, reason: String)
    case otherLedger(path: String, found: EventID, expected: EventID)
    /// It ends an attempt that the ledger does not know.
    case unknownAttempt(EventID)
}

extension RescueError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notARescueFile(let path): "\(path) is not a rescue file"
        case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
        case .otherLedger(let path, let found, let expected):
            "\(path) belongs to the ledger \(found), and this one is \(expected)"
        case .unknownAttempt(let attempt):
            "the attempt \(attempt) was never started in this ledger"
        }
    }
}
