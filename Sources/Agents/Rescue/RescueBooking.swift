package import Ledger
package import LedgerStore
internal import Orchestration

/// Records what a rescue file holds, as if the ledger had taken it then: the rules decide what
/// follows from it, by what has happened since. Whoever uses it holds the lease of the task.
package struct RescueBooking: Sendable {
    private let log: EventLog
    private let identifiers: IdentifierSource

    package init(log: EventLog, identifiers: IdentifierSource) {
        self.log = log
        self.identifiers = identifiers
    }

    /// What became of a file.
    package struct Report: Sendable {
        /// The outcomes that were recorded now, without what the rules decided after them.
        package var booked: [EventRecord] = []
        /// How many stood in the log already.
        package var alreadyBooked = 0
        /// Attempts that had ended otherwise meanwhile, and the event that says so.
        package var contradicted: [(attempt: EventID, by: EventRecord)] = []
    }

    /// Records each outcome once: one that is there already is left alone, and one that
    /// contradicts what was recorded meanwhile is never put beside it.
    package func book(_ file: RescueFile, path: String) async throws -> Report {
        guard file.ledger == log.ledgerID else {
            throw RescueError.otherLedger(
                path: path, found: file.ledger, expected: log.ledgerID)
        }
        var history = try log.reader.events(of: file.task.stream)
        let outcomes = try file.events.map { try outcome($0, path) }
        for (_, attempt) in outcomes where !knows(attempt.id, history) {
            throw RescueError.unknownAttempt(attempt.id)
        }
        var report = Report()
        for (record, attempt) in outcomes {
            if let stored = try log.reader.event(id: record.id) {
                guard stored.type == record.type, stored.body == record.body else {
                    throw LedgerStoreError.idReused(record.id)
                }
                report.alreadyBooked += 1
            } else if let end = try end(of: attempt.id, history) {
                report.contradicted.append((attempt.id, end))
            } else {
                let added = try await append(record, file, history)
                history += added
                report.booked += added.prefix(1)
            }
        }
        return report
    }

    private func outcome(
        _ record: EventRecord, _ path: String
    ) throws -> (EventRecord, AttemptReference) {
        guard let attempt = try Event(type: record.type, body: record.body).endedAttempt else {
            throw RescueError.damaged(path: path, reason: "an event does not end an attempt")
        }
        return (record, attempt)
    }

    private func knows(_ attempt: EventID, _ history: [EventRecord]) -> Bool {
        history.contains { $0.id == attempt && $0.type == AttemptStarted.type }
    }

    private func end(of attempt: EventID, _ history: [EventRecord]) throws -> EventRecord? {
        try history.first { try Recorded($0).event.endedAttempt?.id == attempt }
    }

    private func append(
        _ record: EventRecord, _ file: RescueFile, _ history: [EventRecord]
    ) async throws -> [EventRecord] {
        let state = TaskReport(try history.map { try Recorded($0) }).state
        var blobs = file.blobs
        let events = try TaskDecider.decide(try command(record, state, file, &blobs), state)
        guard events.first?.type == record.type else {
            throw LedgerStoreError.unexpected("the rules do not take the outcome \(record.id)")
        }
        var new = [
            try NewEvent(
                id: record.id, stream: record.stream, expectedVersion: state.version,
                type: record.type, body: record.body, correlation: record.correlation,
                causation: record.causation, actor: record.actor)
        ]
        for event in events.dropFirst() {
            new.append(
                try NewEvent(
                    id: identifiers.event(), stream: event.stream(task: file.task),
                    expectedVersion: state.version + Int64(new.count), event: event,
                    correlation: record.correlation, causation: record.causation,
                    actor: ProgramVersion.actor))
        }
        return try await log.append(new, blobs: blobs)
    }

    private func command(
        _ record: EventRecord, _ state: TaskState, _ file: RescueFile, _ blobs: inout [Blob]
    ) throws -> TaskCommand {
        switch try Event(type: record.type, body: record.body) {
        case .attemptFailed(let body): return .fail(body)
        case .attemptOutcomeUnknown(let body): return .loseTrack(body)
        case .attemptAnswered(let body):
            guard body.attempt.call.kind == .decomposition,
                let answer = blobs.first(where: { $0.commitment == body.text })
            else { return .answer(body, nil) }
            let proposal = try PlanProposal.read(
                String(decoding: answer.bytes, as: UTF8.self), outcome: body.outcome,
                subtasksMax: state.options.subtasksMax
            ) { text in
                let blob = try log.blob(text)
                blobs.append(blob)
                return blob.commitment
            }
            return .answer(body, proposal)
        default:
            throw LedgerStoreError.unexpected("\(record.type) does not end an attempt")
        }
    }
}
