internal import Ledger
internal import Orchestration

/// Reasons in words.
enum FailureText {
    /// How far a sub-task is. Nothing runs in a task that does not.
    static func status(_ status: SubtaskState.Status, in phase: TaskState.Phase) -> String {
        switch status {
        case .waiting where phase == .cancelled, .ready where phase == .cancelled: "cancelled"
        case .ready where phase != .running: "waiting"
        default: self.status(status)
        }
    }

    static func status(_ status: SubtaskState.Status) -> String {
        switch status {
        case .waiting: "waiting"
        case .ready: "running"
        case .finished(.complete): "completed"
        case .finished(.cut): "cut off by its length"
        case .finished(.refused): "refused by the model"
        case .finished(.empty): "empty answer"
        case .failed(let reason): "failed: " + text(reason)
        case .skipped(let because): "skipped: sub-task \(because) failed"
        }
    }

    static func text(_ reason: TaskFailureReason, _ cause: FailureReason?) -> String {
        let what =
            switch reason {
            case .decompositionFailed: "the decomposition failed"
            case .planInvalid: "the model made no valid plan"
            case .allSubtasksFailed: "every sub-task failed"
            case .aggregationFailed: "the aggregation failed; every result is kept"
            }
        return cause.map { what + " (" + text($0) + ")" } ?? what
    }

    /// How far a task is.
    static func text(_ phase: TaskState.Phase) -> String {
        switch phase {
        case .unsubmitted: "not submitted"
        case .running: "running"
        case .paused(let reason): "paused: " + text(reason)
        case .failed(let reason, let cause): "failed: " + text(reason, cause)
        case .finished(let status): status.rawValue
        case .cancelled: "cancelled"
        }
    }

    /// Why a run did not wait for its accounts, and when to try again.
    static func waiting(_ state: TaskState, waitMsMax: Int64?) -> String {
        let what =
            waitMsMax ?? state.options.waitMsMax == 0
            ? "all accounts are currently rate-limited" : text(.waitLimit)
        return state.pausedUntil.map { what + "; try again at \(Clock.time($0))" } ?? what
    }

    static func text(_ reason: PauseReason) -> String {
        switch reason {
        case .interrupted: "interrupted"
        case .waitLimit: "all accounts are currently rate-limited for longer than --max-wait"
        case .credentialsRefused: "the provider refuses the key of every account"
        case .accountsDisabled: "every account is disabled"
        case .providerUnreachable: "the provider cannot be reached"
        case .diskFull:
            "less than \(Limits.diskFreeBytesMin / 1_048_576) MB are free on the disk of the ledger"
        case .outcomeUnknown: "asking again might pay twice"
        case .awaitingApproval: "awaiting approval of its plan"
        case .budget: "the next call would go beyond a cap"
        }
    }

    static func text(_ reason: DisablementReason) -> String {
        switch reason {
        case .noCredit: text(FailureReason.noCredit)
        case .badCredential: text(FailureReason.badCredential)
        case .forbidden: text(FailureReason.forbidden)
        case .requested: "by hand"
        }
    }

    static func text(_ reason: FailureReason) -> String {
        switch reason {
        case .rateLimited: "rate limit"
        case .atCapacity: "the provider is at capacity"
        case .noCredit: "no credit left"
        case .badCredential: "key refused"
        case .forbidden: "forbidden"
        case .unknownModel: "unknown model"
        case .invalidRequest: "invalid request"
        case .simulatorAnswered: "a simulator answered in the live world"
        case .otherModel: "answered by another model than the one asked for"
        case .notSent: "could not be sent"
        case .permitExpired: "permit expired before sending"
        case .untrustedCertificate: "certificate not trusted"
        case .safetyRefusal: "refused for safety"
        case .serverError: "server error"
        case .connectionLost: "connection lost"
        case .streamCut: "answer cut off on the way"
        case .timedOut: "timed out"
        case .unreadableAnswer: "unreadable answer"
        case .answerTooLarge: "answer too large"
        case .processDied: "the process died"
        case .interrupted: "interrupted"
        }
    }
}
