internal import GRDB
package import Ledger

/// A checkpoint as it was recorded.
package struct RecordedCheckpoint: Hashable, Sendable {
    package let record: EventRecord
    package let signed: SignedCheckpoint
}

extension LedgerReader {
    /// The checkpoint that was recorded last; nil if there is none.
    package func lastCheckpoint() throws(LedgerStoreError) -> RecordedCheckpoint? {
        try checkpoints(after: 0) { _ in false }.first
    }

    /// The checkpoints that were recorded after `position`, in order.
    package func checkpoints(
        after position: Int64
    ) throws(LedgerStoreError) -> [RecordedCheckpoint] {
        try checkpoints(after: position) { _ in true }.reversed()
    }

    /// The checkpoint that was recorded because `stream` has ended; nil if there is none since its
    /// last event.
    package func checkpoint(
        sealing stream: StreamName
    ) throws(LedgerStoreError) -> RecordedCheckpoint? {
        guard let last = try lastEvent(of: stream) else { return nil }
        return try checkpoints(after: last.position) { $0.causation != last.id }
            .first { $0.record.causation == last.id }
    }

    /// The last event of a stream; nil if it has none.
    package func lastEvent(of stream: StreamName) throws(LedgerStoreError) -> EventRecord? {
        try reading { database in
            let statement = try database.cachedStatement(
                sql: EventRows.select + " WHERE stream = ? ORDER BY version DESC LIMIT 1")
            try statement.setArguments([stream.text])
            return try EventRows.all(statement).first
        }
    }

    /// Those after `position`, the latest first, as far as `goingOn` wants to see more.
    private func checkpoints(
        after position: Int64, while goingOn: (EventRecord) -> Bool
    ) throws(LedgerStoreError) -> [RecordedCheckpoint] {
        try reading { database in
            let statement = try database.cachedStatement(
                sql: EventRows.select + " WHERE stream = ? ORDER BY version DESC")
            try statement.setArguments([StreamName.audit.text])
            defer { statement.rewind() }
            var found: [RecordedCheckpoint] = []
            while try statement.step(), statement.int64(0) > position {
                let record = try EventRows.record(statement)
                guard record.type == CheckpointSigned.type else { continue }
                found.append(try recorded(record))
                guard goingOn(record) else { break }
            }
            return found
        }
    }

    /// The checkpoint that `record`, which is of its type, recorded.
    func recorded(_ record: EventRecord) throws -> RecordedCheckpoint {
        guard case .checkpointSigned(let body) = try? Event(type: record.type, body: record.body),
            let signed = body.note(of: ledgerID)
        else {
            throw LedgerStoreError.damaged(
                path: files.database,
                what: "the checkpoint at position \(record.position) cannot be read")
        }
        return RecordedCheckpoint(record: record, signed: signed)
    }
}
