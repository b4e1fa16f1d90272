/// An account rests until a time, because the provider asked for it or failed.
public struct AccountCooledDown: EventBody {
    public static let type = "account-cooled-down.v1"

    public let account: String
    public let key: String
    public let reason: FailureReason
    /// Microseconds since 1970 UTC.
    public let until: Timestamp
    public let attempt: EventID

    public init(
        account: String, key: String, reason: FailureReason, until: Timestamp, attempt: EventID
    ) {
        self.account = account
        self.key = key
        self.reason = reason
        self.until = until
        self.attempt = attempt
    }

    private enum CodingKeys: String, CodingKey {
        case account, key, reason, attempt
        case until = "until_us"
    }
}

/// An account's key is no use until somebody changes something. Bound to the key: another key
/// under the same name starts enabled.
public struct AccountDisabled: EventBody {
    public static let type = "account-disabled.v1"

    public let account: String
    public let key: String
    public let reason: DisablementReason
    /// The attempt that showed it; nil if somebody said so.
    public let attempt: EventID?
    /// Why, as somebody wrote it.
    public let note: Commitment?

    public init(
        account: String, key: String, reason: DisablementReason, attempt: EventID?,
        note: Commitment? = nil
    ) {
        self.account = account
        self.key = key
        self.reason = reason
        self.attempt = attempt
        self.note = note
    }
}

/// An account may be used (again).
public struct AccountEnabled: EventBody {
    public static let type = "account-enabled.v1"

    public let account: String
    public let key: String
    public let reason: EnablementReason

    public init(account: String, key: String, reason: EnablementReason) {
        self.account = account
        self.key = key
        self.reason = reason
    }
}

public enum EnablementReason: String, Sendable, Codable, CaseIterable {
    /// Another key than before stands under this account's name.
    case keyReplaced = "key-replaced"
    /// Somebody said so.
    case requested
}
