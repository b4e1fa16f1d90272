internal import GRDB
internal import Ledger

extension AppendTransaction {
    /// Does what one caller asks for. Throws only if SQLite cannot go on; then the whole
    /// transaction is lost.
    func process(_ pending: PendingAppend, clock: LedgerClock) throws -> AppendOutcome {
        do {
            switch pending.work {
            case .events(let events):
                return try process(events, blobs: pending.blobs, clock: clock)
            case .decision(let ids, let decide):
                return try process(ids, decide, blobs: pending.blobs, clock: clock)
            case .redaction(let events, let texts):
                let outcome = try process(events, blobs: pending.blobs, clock: clock)
                if outcome.isAdded { try redact(texts) }
                return outcome
            }
        } catch let error as DatabaseError {
            throw error
        } catch {
            return .refused(error)
        }
    }

    private func process(
        _ events: [NewEvent], blobs: [Blob], clock: LedgerClock
    ) throws -> AppendOutcome {
        if let records = try stored(events) { return .stored(records) }
        try insert(blobs)
        return .added(try insert(events, recordedAt: clock.read().wall))
    }

    private func process(
        _ ids: [EventID], _ decide: Decision, blobs: [Blob], clock: LedgerClock
    ) throws -> AppendOutcome {
        // An append is written whole or not at all: one id that is there means that it was
        // decided before, perhaps without using all the ids.
        let records = try ids.compactMap { try record(id: $0) }
        if !records.isEmpty { return .stored(records) }
        let reading = clock.read()
        let events = try decide(AppendSection(reading: reading, transaction: self))
        if events.isEmpty { return .stored([]) }
        if let stranger = events.first(where: { !ids.contains($0.id) }) {
            throw LedgerStoreError.undeclaredID(stranger.id)
        }
        try insert(blobs)
        return .added(try insert(events, recordedAt: reading.wall))
    }

    /// The records of `events` if they were appended before; nil if they were not. Looks for the
    /// first one only, since the trigger finds the others.
    private func stored(_ events: [NewEvent]) throws -> [EventRecord]? {
        guard let first = events.first else { return [] }
        guard try record(id: first.id) != nil else { return nil }
        return try events.map { event in
            guard let record = try record(id: event.id), event.isStored(as: record) else {
                throw LedgerStoreError.idReused(event.id)
            }
            return record
        }
    }
}
