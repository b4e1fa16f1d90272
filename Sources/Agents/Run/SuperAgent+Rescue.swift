internal import Ledger
internal import LedgerStore
internal import Orchestration

extension SuperAgent {
    /// The ledger did not take what `messages` brought. Starts nothing more, waits for the attempts
    /// that are under way, since they are paid for, and throws all of it as ``UnrecordedOutcomes``;
    /// or `error` itself if there is nothing to save.
    func giveUp(
        _ messages: [Message], after error: any Error, cancel: () -> Void
    ) async throws -> Never {
        var outcomes: [SubAgent.Outcome] = []
        func take(_ messages: [Message]) {
            if messages.contains(where: \.isInterrupt) { cancel() }
            for case .ended(let outcome) in messages {
                inFlight.remove(outcome.attempt.id)
                outcomes.append(outcome)
            }
        }
        take(messages)
        if !inFlight.isEmpty {
            observer.cannotRecord(String(describing: error), underWay: inFlight.count)
        }
        while !inFlight.isEmpty {
            take(await mailbox.next(before: nil))
        }
        guard !outcomes.isEmpty else { throw error }
        throw UnrecordedOutcomes(reason: error, file: try rescueFile(outcomes))
    }

    /// An outcome keeps the id under which it may have been recorded after all.
    private func rescueFile(_ outcomes: [SubAgent.Outcome]) throws -> RescueFile {
        var entries = unrecorded.entries.filter { $0.event.endedAttempt != nil }
        var blobs = unrecorded.blobs
        let known = Set(entries.compactMap { $0.event.endedAttempt?.id })
        for outcome in outcomes where !known.contains(outcome.attempt.id) {
            let command = try self.outcomes.command(
                outcome, options: report.state.options, &blobs)
            guard let event = command.outcome else { continue }
            entries.append(
                Batch.Entry(
                    id: identifiers.event(), event: event, causation: outcome.attempt.id))
        }
        let events = try entries.map { try unplaced($0) }
        let cited = Set(events.flatMap { CitedTexts($0).texts })
        var texts: [Commitment: ExportedBlob] = [:]
        for blob in blobs where cited.contains(blob.commitment) {
            texts[blob.commitment] = ExportedBlob(
                commitment: blob.commitment,
                content: .text(String(decoding: blob.bytes, as: UTF8.self), salt: blob.salt))
        }
        return RescueFile(
            ledger: log.ledgerID, task: task, events: events,
            texts: texts.values.sorted { $0.commitment.hexadecimal < $1.commitment.hexadecimal })
    }

    /// As it is before it has a place in the log.
    private func unplaced(_ entry: Batch.Entry) throws -> EventRecord {
        EventRecord(
            position: 0, id: entry.id, stream: task.stream, version: 0, type: entry.event.type,
            recordedAt: identifiers.now(), correlation: report.state.correlation,
            causation: entry.causation, actor: ProgramVersion.actor,
            body: try entry.event.encodedBody())
    }
}
