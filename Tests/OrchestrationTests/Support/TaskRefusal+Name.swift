import Ledger
import Orchestration

extension TaskRefusal {
    /// The name of the case. A new case does not compile before it has one here.
    var name: String {
        switch self {
        case .alreadySubmitted: "alreadySubmitted"
        case .notSubmitted: "notSubmitted"
        case .alreadyFinished: "alreadyFinished"
        case .notOwed: "notOwed"
        case .unknownAttempt: "unknownAttempt"
        case .cancelled: "cancelled"
        case .notEnded: "notEnded"
        case .nothingFailed: "nothingFailed"
        case .noSubtask: "noSubtask"
        case .hasResult: "hasResult"
        case .nothingToInherit: "nothingToInherit"
        case .alreadyResolved: "alreadyResolved"
        case .notInDoubt: "notInDoubt"
        case .awaitsApproval: "awaitsApproval"
        case .notAwaitingApproval: "notAwaitingApproval"
        case .planExists: "planExists"
        case .noPlan: "noPlan"
        case .planBegun: "planBegun"
        case .notPaused: "notPaused"
        case .planUnsound: "planUnsound"
        case .overBudget: "overBudget"
        case .noPrice: "noPrice"
        }
    }
}

extension TaskCommand {
    /// The name of the case.
    var name: String {
        switch self {
        case .submit: "submit"
        case .start: "start"
        case .answer: "answer"
        case .fail: "fail"
        case .loseTrack: "loseTrack"
        case .pause: "pause"
        case .reachBudget: "reachBudget"
        case .adopt: "adopt"
        case .approve: "approve"
        case .resume: "resume"
        case .holdUnknown: "holdUnknown"
        case .cancel: "cancel"
        case .retry: "retry"
        case .fork: "fork"
        case .resolve: "resolve"
        }
    }
}
