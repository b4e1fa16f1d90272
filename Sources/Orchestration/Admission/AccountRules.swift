public import Ledger

/// What the end of an attempt means for its account.
public enum AccountRules {
    /// The cool-down after a limit or a server error without a `Retry-After`, doubling in a row.
    static let coolDownFirstMs: Int64 = 500

    /// The account events that follow from an attempt that ended for `reason`. `setbacks` counts
    /// the limits and server errors of the account in a row, without this one. What is the team's,
    /// its rate and its credits, concerns the accounts of the same team, `mates`, too.
    public static func consequences(
        of attempt: AttemptReference, reason: FailureReason, retryAfterMs: Int64?, setbacks: Int,
        mates: [Candidate] = [], now: Timestamp
    ) -> [Event] {
        switch reason {
        case .rateLimited, .atCapacity, .serverError:
            let own = Backoff.delayMs(
                failures: setbacks + 1, attempt: attempt.id, firstMs: coolDownFirstMs)
            let until = now.advanced(milliseconds: max(Backoff.asked(retryAfterMs), own))
            return ([attempt.candidate] + (reason == .rateLimited ? mates : [])).map {
                .accountCooledDown(
                    AccountCooledDown(
                        account: $0.name, key: $0.key, reason: reason, until: until,
                        attempt: attempt.id))
            }
        case .noCredit: return disabling([attempt.candidate] + mates, .noCredit, attempt)
        case .badCredential: return disabling([attempt.candidate], .badCredential, attempt)
        case .forbidden: return disabling([attempt.candidate], .forbidden, attempt)
        default:
            return []
        }
    }

    private static func disabling(
        _ candidates: [Candidate], _ reason: DisablementReason, _ attempt: AttemptReference
    ) -> [Event] {
        candidates.map {
            .accountDisabled(
                AccountDisabled(
                    account: $0.name, key: $0.key, reason: reason, attempt: attempt.id))
        }
    }

    /// What lets the account of this name be used again: nothing if it is not disabled, nil if
    /// nobody has heard of it. Credits are the team's: whoever has them again has them for the
    /// accounts of the same team, too.
    public static func enabling(_ name: String, _ state: AdmissionState) -> [Event]? {
        let keys = state.standings.filter { $0.value.name == name }
        guard !keys.isEmpty else { return nil }
        let paidTeams = Set(
            keys.values.filter { $0.disabled == .noCredit }.compactMap(\.team))
        let disabled = state.standings.filter { _, standing in
            if standing.name == name { return standing.disabled != nil }
            return standing.disabled == .noCredit
                && standing.team.map(paidTeams.contains) ?? false
        }
        return disabled.sorted { ($0.value.name, $0.key) < ($1.value.name, $1.key) }.map {
            .accountEnabled(
                AccountEnabled(account: $0.value.name, key: $0.key, reason: .requested))
        }
    }

    /// What keeps the account of this name from being used until it is enabled: nothing if it is
    /// disabled already, nil if it is neither in the ledger nor one of `configured`.
    public static func disabling(
        _ name: String, note: Commitment?, configured: [Candidate], _ state: AdmissionState
    ) -> [Event]? {
        let known = state.standings.filter { $0.value.name == name }.map(\.key)
        let keys = Set(known + configured.filter { $0.name == name }.map(\.key))
        guard !keys.isEmpty else { return nil }
        return keys.filter { state.standings[$0]?.disabled == nil }.sorted().map {
            .accountDisabled(
                AccountDisabled(
                    account: name, key: $0, reason: .requested, attempt: nil, note: note))
        }
    }

    /// The pause that a run comes to when every account is disabled for these reasons.
    public static func pauseReason(_ disabled: [String: DisablementReason]) -> PauseReason {
        disabled.values.allSatisfy { $0 == .badCredential }
            ? .credentialsRefused : .accountsDisabled
    }
}
