/// The run stopped where it can go on.
public struct TaskPaused: EventBody {
    public static let type = "task-paused.v1"

    public let reason: PauseReason
    /// When an account will be free again, as far as was known; only for `wait-limit`.
    public let until: Timestamp?

    public init(reason: PauseReason, until: Timestamp? = nil) {
        self.reason = reason
        self.until = until
    }

    private enum CodingKeys: String, CodingKey {
        case reason
        case until = "until_us"
    }
}

public enum PauseReason: String, Sendable, Codable, CaseIterable {
    /// Ctrl-C or a termination signal.
    case interrupted
    /// Every account was at its limit or cooling down for longer than the run may wait.
    case waitLimit = "wait-limit"
    /// The provider accepts none of the accounts' keys.
    case credentialsRefused = "credentials-refused"
    /// Every account is disabled, at least one of them for another reason than its key.
    case accountsDisabled = "accounts-disabled"
    /// The provider cannot be reached.
    case providerUnreachable = "provider-unreachable"
    /// Too little is free on the disk of the ledger to record what an answer brings.
    case diskFull = "disk-full"
    /// Asking again could pay twice, and that was not wanted.
    case outcomeUnknown = "outcome-unknown"
    /// Somebody wants to see the plan before it is paid for.
    case awaitingApproval = "awaiting-approval"
    /// The next call would go beyond a cap.
    case budget
}
