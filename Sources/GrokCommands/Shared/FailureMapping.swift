internal import Agents
internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections
internal import XAI
internal import XAISimulator

/// The sentence and the exit code for `error`: the one place where they are chosen.
func commandFailure(_ error: any Error) -> CommandFailure {
    switch error {
    case let failure as CommandFailure: failure
    case let error as LedgerStoreError:
        CommandFailure(ExitReason(error.kind), error.description)
    case let error as ProjectionError:
        CommandFailure(ExitReason(error.kind), error.description)
    case let error as TransferError:
        CommandFailure(ExitReason(error.kind), error.description)
    case let error as RescueError: CommandFailure(.badData, error.description)
    case TaskRefusal.awaitsApproval:
        CommandFailure(.paused, "the plan awaits approval: grok orchestrate approve carries on")
    case let error as TaskRefusal: CommandFailure(.failed, error.description)
    case let error as ProofError:
        switch error {
        case .malformed(let sentence): CommandFailure(.badData, sentence)
        case .refuted(let sentence): CommandFailure(.verification, sentence)
        }
    case let error as EventDecodingError: CommandFailure(.badData, error.description)
    case let error as BookRefusal: CommandFailure(.badData, error.description)
    case let error as AdjustmentRules.Refusal: CommandFailure(.badData, error.description)
    case let error as PriceBookRules.NameTaken: CommandFailure(.badData, error.description)
    case let error as MoneyOverflow: CommandFailure(.badData, error.description)
    case let error as KeyInTextError: CommandFailure(.badData, error.description)
    case let error as RedactedText: CommandFailure(.failed, error.description)
    case let error as HomeSecretError: CommandFailure(.inputOutput, error.description)
    case let error as XAIConfigurationError:
        CommandFailure(.configuration, sentence(error.description))
    case let error as SimulatorError: simulatorFailure(error)
    case let error as PlanFileError: CommandFailure(.badData, sentence(error.description))
    case let error as ValidationError: CommandFailure(.usage, sentence(error.message))
    case is CancellationError: CommandFailure(.interrupted, "interrupted")
    case let error as CocoaError: CommandFailure(.inputOutput, error.localizedDescription)
    default: CommandFailure(.bug, "something unexpected happened: \(error)")
    }
}

private func simulatorFailure(_ error: SimulatorError) -> CommandFailure {
    switch error {
    case .badConfiguration, .notLoopback:
        CommandFailure(.usage, sentence(error.description))
    case .portInUse, .cannotListen:
        CommandFailure(.inputOutput, sentence(error.description))
    }
}

/// `text` without the full stop and the capital of a sentence that stands alone.
private func sentence(_ text: String) -> String {
    let ended = text.hasSuffix(".") ? text.dropLast() : Substring(text)
    let word = ended.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
    let isName = word.dropFirst().contains { $0.isUppercase || $0 == "-" || $0 == "_" }
    return isName ? String(ended) : ended.prefix(1).lowercased() + ended.dropFirst()
}

extension ExitReason {
    init(_ kind: LedgerStoreError.Kind) {
        switch kind {
        case .badData: self = .badData
        case .contradicted: self = .verification
        case .inputOutput: self = .inputOutput
        case .configuration: self = .configuration
        case .conflict: self = .failed
        case .bug: self = .bug
        }
    }
}

extension ExitReason {
    init(_ kind: TransferError.Kind) {
        switch kind {
        case .noInput: self = .noInput
        case .badData: self = .badData
        case .verification: self = .verification
        case .configuration: self = .configuration
        case .inputOutput: self = .inputOutput
        }
    }
}
