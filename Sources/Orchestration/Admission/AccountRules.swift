public import Ledger

/// What the end of an attempt means for its account.
public enum AccountRules {
    /// The cool-down after a limit or a server error without a `Retry-After`, doubling in a row.
    static let coolDownFirstMs: Int64 = 500

    /// The account events that follow from an attempt that ended for `reason`. `setbacks` counts
    /// the limits and server errors of the account in a row, without this one.
    public static func consequences(
        of attempt: AttemptReference, reason: FailureReason, retryAfterMs: Int64?, setbacks: Int,
        now: Timestamp
    ) -> [Event] {
        switch reason {
        case .rateLimited, .atCapacity, .serverError:
            let own = Backoff.delayMs(
                failures: setbacks + 1, attempt: attempt.id, firstMs: coolDownFirstMs)
            return [
                .accountCooledDown(
                    AccountCooledDown(
                        account: attempt.account, key: attempt.key, reason: reason,
                        until: now.advanced(
                            milliseconds: max(Backoff.asked(retryAfterMs), own)),
                        attempt: attempt.id))
            ]
        case .noCredit, .badCredential, .forbidden:
            return [
                .accountDisabled(
                    AccountDisabled(
                        account: attempt.account, key: attempt.key, reason: reason,
                        attempt: attempt.id))
            ]
        default:
            return []
        }
    }

    /// What lets the account of this name be used again: nothing if it is not disabled, nil if
    /// nobody has heard of it.
    public static func enabling(_ name: String, _ state: AdmissionState) -> [Event]? {
        let keys = state.standings.filter { $0.value.name == name }
        guard !keys.isEmpty else { return nil }
        return keys.filter { $0.value.disabled != nil }.keys.sorted().map {
            .accountEnabled(AccountEnabled(account: name, key: $0, reason: .requested))
        }
    }

    /// The pause that a run comes to when every account is disabled for these reasons.
    public static func pauseReason(_ disabled: [String: FailureReason]) -> PauseReason {
        disabled.values.allSatisfy { $0 == .badCredential }
            ? .credentialsRefused : .accountsDisabled
    }
}
