package import Ledger

/// Signs where the log ends, records that, and writes it into `checkpoints.txt`.
///
/// A checkpoint covers every event before its own: that over n events stands at position n + 1. It
/// is signed inside the append, where nobody else appends.
package struct Checkpointer: Sendable {
    private let log: EventLog
    private let key: SigningKey
    private let file: CheckpointFile

    /// Reads the key, or makes it.
    package init(_ log: EventLog) throws(LedgerStoreError) {
        self.log = log
        key = try CheckpointKey.load(log.reader)
        file = CheckpointFile(log.reader)
    }

    /// Signs the whole log, unless nothing has been recorded since the last checkpoint: then
    /// returns that. Refuses to sign what contradicts a checkpoint in the file.
    ///
    /// - Parameter stream: What has ended, if that is why.
    package func sign(
        sealing stream: StreamName? = nil, actor: String
    ) async throws -> RecordedCheckpoint {
        try refuseContradiction()
        let last = try stream.flatMap { try log.reader.lastEvent(of: $0) }
        let (key, origin) = (key, TreeCheckpoint.origin(of: log.ledgerID))
        let id = EventID.random(at: LedgerClock.system.read().wall)
        let records = try await log.append(ids: [id]) { section in
            let head = section.treeHead
            if stream == nil,
                try section.events(after: head.size - 1).first?.type == CheckpointSigned.type
            {
                return []
            }
            let checkpoint = TreeCheckpoint(origin: origin, size: head.size, root: head.root)
            let body = CheckpointSigned(
                size: head.size, root: head.root,
                publicKey: Hexadecimal.encode(key.verifier.publicKey),
                signature: Hexadecimal.encode(try key.signature(of: Array(checkpoint.content.utf8)))
            )
            let event = try NewEvent(
                id: id, stream: .audit, expectedVersion: nil, event: .checkpointSigned(body),
                correlation: last?.correlation, causation: last?.id, actor: actor)
            return [event]
        }
        try file.catchUp()
        if let record = records.first { return try log.reader.recorded(record) }
        guard let last = try log.reader.lastCheckpoint() else {
            throw LedgerStoreError.unexpected("the checkpoint that was recorded is not there")
        }
        return last
    }

    private func refuseContradiction() throws(LedgerStoreError) {
        guard let last = try file.last()?.checkpoint else { return }
        let path = log.reader.files.checkpoints
        guard let root = try log.reader.root(size: last.size) else {
            throw .checkpointContradicted(
                path: path,
                what: "a checkpoint over \(last.size) events was signed, the ledger has "
                    + "\(try log.reader.head().size)")
        }
        guard root == last.root else {
            throw .checkpointContradicted(
                path: path,
                what: "the root over \(last.size) events was \(last.root), it is \(root)")
        }
    }
}
