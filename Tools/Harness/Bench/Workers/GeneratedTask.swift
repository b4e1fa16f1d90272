internal import Ledger
internal import LedgerStore

/// One finished task with all its events, as the program would have written them.
struct GeneratedTask: Sendable {
    /// Calls of a task on average: three to five sub-tasks, decomposition and aggregation.
    static let callsMean = 6
    private static let actor = "generated"

    let seed: UInt64
    let at: Timestamp
    private let subtasks: Int

    init(seed: UInt64, at: Timestamp) {
        self.seed = seed
        self.at = at
        var generator = SeededGenerator(seed: seed)
        subtasks = generator.draw(3...5)
    }

    var calls: Int { subtasks + 2 }

    /// `isChecked`: whether it looks twice at what it writes.
    func append(to log: EventLog, _ texts: GeneratedTexts, isChecked: Bool) async throws {
        var draft = GeneratedDraft(seed: seed, at: at, texts: texts)
        draft.submit()
        draft.call(.decomposition(round: 0), model: GeneratedModel.medium)
        draft.plan(subtasks: subtasks)
        for number in 1...subtasks {
            draft.call(.subtask(number), model: draft.anyModel())
            draft.finish(subtask: number)
        }
        draft.call(.aggregation(round: 0), model: GeneratedModel.complex)
        draft.finish()
        _ = try await log.append(draft.newEvents(actor: Self.actor, isChecked: isChecked))
    }

    /// An event for texts to come with: a step of the clock by nothing.
    static func note(blobs: Int) throws -> NewEvent {
        try NewEvent(
            id: EventID(
                at: Timestamp(microseconds: YearClock.start), random: (UInt64(blobs), 0)),
            stream: .ledger, expectedVersion: nil,
            event: .clockStepped(ClockStepped(stepMicroseconds: 0)), correlation: nil,
            causation: nil, actor: actor)
    }
}
