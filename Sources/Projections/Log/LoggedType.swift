internal import Ledger

/// The types of events that change a table. Others, also those of newer programs, are passed over.
enum LoggedType: UInt8, CaseIterable, Sendable {
    // The most frequent first: they are compared in this order.
    case attemptStarted, attemptAnswered, subtaskPlanned, subtaskFinished
    case attemptFailed, attemptOutcomeUnknown
    case taskSubmitted, planAdopted, taskFinished, documentSaved, planRefused
    case subtaskFailed, subtaskSkipped, taskPaused, taskResumed, taskFailed
    case accountCooledDown, accountDisabled, accountEnabled, accountIdentified
    case ledgerOpened, clockStepped, contentRedacted
    case attemptResolved, taskCancelled, taskReopened
    case costAdjusted

    /// How it is written.
    var name: String {
        switch self {
        case .attemptStarted: AttemptStarted.type
        case .attemptAnswered: AttemptAnswered.type
        case .attemptFailed: AttemptFailed.type
        case .attemptOutcomeUnknown: AttemptOutcomeUnknown.type
        case .subtaskPlanned: SubtaskPlanned.type
        case .subtaskFinished: SubtaskFinished.type
        case .subtaskFailed: SubtaskFailed.type
        case .subtaskSkipped: SubtaskSkipped.type
        case .taskSubmitted: TaskSubmitted.type
        case .planAdopted: PlanAdopted.type
        case .planRefused: PlanRefused.type
        case .taskPaused: TaskPaused.type
        case .taskResumed: TaskResumed.type
        case .taskFinished: TaskFinished.type
        case .taskFailed: TaskFailed.type
        case .documentSaved: DocumentSaved.type
        case .accountCooledDown: AccountCooledDown.type
        case .accountDisabled: AccountDisabled.type
        case .accountEnabled: AccountEnabled.type
        case .accountIdentified: AccountIdentified.type
        case .ledgerOpened: LedgerOpened.type
        case .clockStepped: ClockStepped.type
        case .contentRedacted: ContentRedacted.type
        case .attemptResolved: AttemptResolved.type
        case .taskCancelled: TaskCancelled.type
        case .taskReopened: TaskReopened.type
        case .costAdjusted: CostAdjusted.type
        }
    }

    private static let names = allCases.map { Array($0.name.utf8) }

    /// Nil if no table is concerned.
    init?(_ name: UnsafeRawBufferPointer) {
        for (index, known) in Self.names.enumerated()
        where known.count == name.count && known.elementsEqual(name) {
            self.init(rawValue: UInt8(index))
            return
        }
        return nil
    }

    /// What to read of its body.
    var shape: BodyShape {
        switch self {
        case .attemptStarted, .attemptAnswered, .attemptFailed, .attemptOutcomeUnknown,
            .attemptResolved, .costAdjusted:
            AttemptField.shape
        default: WorkField.shape
        }
    }

    /// How many slots it has.
    var slots: Int {
        switch self {
        case .attemptStarted, .attemptAnswered, .attemptFailed, .attemptOutcomeUnknown,
            .attemptResolved, .costAdjusted:
            AttemptField.allCases.count
        default: WorkField.allCases.count
        }
    }
}
