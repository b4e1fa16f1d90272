internal import Ledger

/// What a failed attempt means for its call.
enum RetryPolicy {
    enum Verdict: Hashable {
        case retry
        case fail(FailureReason)
        case pause(PauseReason)
    }

    /// Refused or expired without being billed, for a reason that another try can cure.
    static func isUnbilledRefusal(_ reason: FailureReason) -> Bool {
        switch reason {
        case .rateLimited, .atCapacity, .permitExpired, .noCredit, .badCredential, .forbidden: true
        default: false
        }
    }

    /// The verdict on `call`, whose latest attempt has just ended for `reason` and been counted.
    static func verdict(on call: CallState, reason: FailureReason) -> Verdict {
        switch reason {
        case .unknownModel, .invalidRequest, .simulatorAnswered, .safetyRefusal, .answerTooLarge,
            .otherModel:
            return .fail(reason)
        case .rateLimited, .atCapacity, .permitExpired, .noCredit, .badCredential, .forbidden:
            return call.unbilled < Limits.unbilledAttemptsPerCallMax ? .retry : .pause(.waitLimit)
        case .notSent:
            return call.failures < Limits.attemptsPerCallMax
                ? .retry : .pause(.providerUnreachable)
        case .untrustedCertificate:
            return .pause(.providerUnreachable)
        case .interrupted:
            return .retry
        case .serverError, .connectionLost, .streamCut, .timedOut, .unreadableAnswer, .processDied:
            return call.failures < Limits.attemptsPerCallMax ? .retry : .fail(reason)
        }
    }

    /// How long the call waits before its next attempt. Limits of an account are the account's
    /// business: another one may take over at once.
    static func delayMs(
        after reason: FailureReason, failures: Int, retryAfterMs: Int64?, attempt: EventID
    ) -> Int64 {
        switch reason {
        case .rateLimited, .noCredit, .badCredential, .forbidden, .interrupted, .processDied:
            return 0
        case .permitExpired:
            return jittered(200, attempt: attempt)
        default:
            return max(
                Backoff.asked(retryAfterMs),
                Backoff.delayMs(failures: failures, attempt: attempt))
        }
    }

    private static func jittered(_ delayMs: Int64, attempt: EventID) -> Int64 {
        Backoff.jittered(delayMs, attempt: attempt)
    }
}
