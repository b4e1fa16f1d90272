internal import Foundation

/// Every event there is, typed. The written names are the storage format: never rename one, never
/// change what a field means.
public enum Event: Hashable, Sendable {
    case ledgerOpened(LedgerOpened)
    case clockStepped(ClockStepped)

    case taskSubmitted(TaskSubmitted)
    case planAdopted(PlanAdopted)
    case subtaskPlanned(SubtaskPlanned)
    case planRefused(PlanRefused)
    case subtaskFinished(SubtaskFinished)
    case subtaskFailed(SubtaskFailed)
    case subtaskSkipped(SubtaskSkipped)
    case documentSaved(DocumentSaved)
    case taskPaused(TaskPaused)
    case taskResumed(TaskResumed)
    case budgetReached(BudgetReached)
    case taskFinished(TaskFinished)
    case taskFailed(TaskFailed)
    case taskCancelled(TaskCancelled)
    case taskReopened(TaskReopened)
    case answerInherited(AnswerInherited)

    case attemptStarted(AttemptStarted)
    case attemptAnswered(AttemptAnswered)
    case attemptFailed(AttemptFailed)
    case attemptOutcomeUnknown(AttemptOutcomeUnknown)
    case attemptResolved(AttemptResolved)

    case accountCooledDown(AccountCooledDown)
    case accountDisabled(AccountDisabled)
    case accountEnabled(AccountEnabled)
    case accountIdentified(AccountIdentified)

    case checkpointSigned(CheckpointSigned)
    case contentRedacted(ContentRedacted)

    case priceBookAdopted(PriceBookAdopted)
    case costAdjusted(CostAdjusted)

    /// The typed body.
    public var body: any EventBody {
        switch self {
        case .ledgerOpened(let body): body
        case .clockStepped(let body): body
        case .taskSubmitted(let body): body
        case .planAdopted(let body): body
        case .subtaskPlanned(let body): body
        case .planRefused(let body): body
        case .subtaskFinished(let body): body
        case .subtaskFailed(let body): body
        case .subtaskSkipped(let body): body
        case .documentSaved(let body): body
        case .taskPaused(let body): body
        case .taskResumed(let body): body
        case .budgetReached(let body): body
        case .taskFinished(let body): body
        case .taskFailed(let body): body
        case .taskCancelled(let body): body
        case .taskReopened(let body): body
        case .answerInherited(let body): body
        case .attemptStarted(let body): body
        case .attemptAnswered(let body): body
        case .attemptFailed(let body): body
        case .attemptOutcomeUnknown(let body): body
        case .attemptResolved(let body): body
        case .accountCooledDown(let body): body
        case .accountDisabled(let body): body
        case .accountEnabled(let body): body
        case .accountIdentified(let body): body
        case .checkpointSigned(let body): body
        case .contentRedacted(let body): body
        case .priceBookAdopted(let body): body
        case .costAdjusted(let body): body
        }
    }

    /// The written type, such as `attempt-answered.v1`.
    public var type: String { Swift.type(of: body).type }

    /// The canonical JSON of the body.
    package func encodedBody() throws -> String { try CanonicalJSON.encode(body) }
}

/// An event that this program cannot read.
public enum EventDecodingError: Error, Equatable, CustomStringConvertible {
    /// Written by a newer program.
    case unknownType(String)
    case malformedBody(type: String, reason: String)

    public var description: String {
        switch self {
        case .unknownType(let type): "this program does not know events of type \(type)"
        case .malformedBody(let type, let reason): "a body of \(type) cannot be read: \(reason)"
        }
    }
}

extension Event {
    /// How to read each written type.
    private static let decoders: [String: @Sendable (JSONDecoder, Data) throws -> Event] = [
        LedgerOpened.type: { .ledgerOpened(try $0.decode(LedgerOpened.self, from: $1)) },
        ClockStepped.type: { .clockStepped(try $0.decode(ClockStepped.self, from: $1)) },
        TaskSubmitted.type: { .taskSubmitted(try $0.decode(TaskSubmitted.self, from: $1)) },
        PlanAdopted.type: { .planAdopted(try $0.decode(PlanAdopted.self, from: $1)) },
        SubtaskPlanned.type: { .subtaskPlanned(try $0.decode(SubtaskPlanned.self, from: $1)) },
        PlanRefused.type: { .planRefused(try $0.decode(PlanRefused.self, from: $1)) },
        SubtaskFinished.type: { .subtaskFinished(try $0.decode(SubtaskFinished.self, from: $1)) },
        SubtaskFailed.type: { .subtaskFailed(try $0.decode(SubtaskFailed.self, from: $1)) },
        SubtaskSkipped.type: { .subtaskSkipped(try $0.decode(SubtaskSkipped.self, from: $1)) },
        DocumentSaved.type: { .documentSaved(try $0.decode(DocumentSaved.self, from: $1)) },
        TaskPaused.type: { .taskPaused(try $0.decode(TaskPaused.self, from: $1)) },
        TaskResumed.type: { .taskResumed(try $0.decode(TaskResumed.self, from: $1)) },
        BudgetReached.type: { .budgetReached(try $0.decode(BudgetReached.self, from: $1)) },
        TaskFinished.type: { .taskFinished(try $0.decode(TaskFinished.self, from: $1)) },
        TaskFailed.type: { .taskFailed(try $0.decode(TaskFailed.self, from: $1)) },
        TaskCancelled.type: { .taskCancelled(try $0.decode(TaskCancelled.self, from: $1)) },
        TaskReopened.type: { .taskReopened(try $0.decode(TaskReopened.self, from: $1)) },
        AnswerInherited.type: { .answerInherited(try $0.decode(AnswerInherited.self, from: $1)) },
        AttemptResolved.type: { .attemptResolved(try $0.decode(AttemptResolved.self, from: $1)) },
        AttemptStarted.type: { .attemptStarted(try $0.decode(AttemptStarted.self, from: $1)) },
        AttemptAnswered.type: { .attemptAnswered(try $0.decode(AttemptAnswered.self, from: $1)) },
        AttemptFailed.type: { .attemptFailed(try $0.decode(AttemptFailed.self, from: $1)) },
        AttemptOutcomeUnknown.type: {
            .attemptOutcomeUnknown(try $0.decode(AttemptOutcomeUnknown.self, from: $1))
        },
        AccountCooledDown.type: {
            .accountCooledDown(try $0.decode(AccountCooledDown.self, from: $1))
        },
        AccountDisabled.type: { .accountDisabled(try $0.decode(AccountDisabled.self, from: $1)) },
        AccountEnabled.type: { .accountEnabled(try $0.decode(AccountEnabled.self, from: $1)) },
        AccountIdentified.type: {
            .accountIdentified(try $0.decode(AccountIdentified.self, from: $1))
        },
        CheckpointSigned.type: {
            .checkpointSigned(try $0.decode(CheckpointSigned.self, from: $1))
        },
        ContentRedacted.type: { .contentRedacted(try $0.decode(ContentRedacted.self, from: $1)) },
        PriceBookAdopted.type: {
            .priceBookAdopted(try $0.decode(PriceBookAdopted.self, from: $1))
        },
        CostAdjusted.type: { .costAdjusted(try $0.decode(CostAdjusted.self, from: $1)) },
    ]

    /// Every written type that this program reads.
    public static var knownTypes: [String] { decoders.keys.sorted() }

    /// Reads a stored body. Throws when the type is unknown or the body is not of its type.
    package init(type: String, body: String) throws(EventDecodingError) {
        guard let decode = Self.decoders[type] else { throw .unknownType(type) }
        do {
            self = try decode(JSONDecoder(), Data(body.utf8))
        } catch {
            throw .malformedBody(type: type, reason: String(describing: error))
        }
    }
}
