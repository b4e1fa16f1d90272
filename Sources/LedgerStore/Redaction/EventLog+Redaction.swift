package import Ledger

extension EventLog {
    /// Removes `texts` with their digests and salts, and appends `events`, which say so, with the
    /// text of the reason: all of it or nothing. What the files still hold of the texts is removed
    /// by ``scrub()``, which is not part of the transaction.
    package func redact(
        _ texts: [Commitment], recording events: [NewEvent], reason: Blob
    ) async throws -> [EventRecord] {
        let records = try await enqueue(.redaction(events, texts), [reason])
        for text in texts { names.remove(text) }
        return records
    }
}

extension AppendTransaction {
    /// Takes the texts away. Those that are gone already are left as they are.
    func redact(_ texts: [Commitment]) throws {
        let statement = statements.redactBlob
        for text in texts {
            try text.hash.withUnsafeBytes { (bytes) throws in
                statement.set(1, blob: bytes)
                try statement.run()
            }
        }
    }
}
