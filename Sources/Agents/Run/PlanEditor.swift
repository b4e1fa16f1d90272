package import Ledger
package import LedgerStore
internal import Orchestration

/// Replaces the plan of a task by one that a person wrote. Whoever calls it holds the task's lease.
package struct PlanEditor: Sendable {
    private let log: EventLog
    private let identifiers: IdentifierSource

    package init(log: EventLog, identifiers: IdentifierSource) {
        self.log = log
        self.identifiers = identifiers
    }

    /// Records the plan in `text`, of at most `subtasksMax` sub-tasks, for the task whose stream is
    /// `history`. Returns what was recorded: nothing if the task has this very plan. Throws the
    /// ``TaskRefusal`` if the task takes no other plan.
    package func adopt(
        _ text: String, subtasksMax: Int, history: [Recorded]
    ) async throws -> [EventRecord] {
        var blobs: [Blob] = []
        let proposal = try PlanProposal.read(
            text, outcome: .complete, subtasksMax: subtasksMax
        ) { text in
            let blob = try log.blob(text)
            blobs.append(blob)
            return blob.commitment
        }
        let state = TaskDecider.fold(history)
        let events = try TaskDecider.decide(.adopt(proposal, .edited), state)
        guard !events.isEmpty, let task = state.submitted?.task else { return [] }
        let new = try zip(state.version..., events).map { version, event in
            try NewEvent(
                id: identifiers.event(), stream: task.stream, expectedVersion: version,
                event: event, correlation: state.correlation, causation: nil,
                actor: ProgramVersion.actor)
        }
        return try await log.append(new, blobs: blobs)
    }
}
