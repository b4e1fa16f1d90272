/// A checkpoint with the note that it was read from.
package struct SignedCheckpoint: Hashable, Sendable {
    package let checkpoint: TreeCheckpoint
    package let note: SignedNote

    package init(_ note: SignedNote) throws(ProofError) {
        self.note = note
        checkpoint = try TreeCheckpoint(note.content)
    }

    /// Reads the text of one signed checkpoint.
    package init(_ text: String) throws(ProofError) {
        try self.init(try SignedNote(text))
    }

    /// Makes the note from what `checkpoint-signed` recorded.
    package init(
        _ checkpoint: TreeCheckpoint, key: VerifierKey, signature: [UInt8]
    ) {
        self.checkpoint = checkpoint
        note = SignedNote(content: checkpoint.content, key: key, signature: signature)
    }

    /// Reads any number of them, one after another, with or without empty lines between them.
    package static func all(in text: String) throws(ProofError) -> [SignedCheckpoint] {
        guard text.isEmpty || text.hasSuffix("\n") else {
            throw .malformed("the last checkpoint is cut off")
        }
        var checkpoints: [SignedCheckpoint] = []
        var collector = CheckpointCollector()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let ended = try collector.add(line) { checkpoints.append(ended) }
        }
        if let last = try collector.end() { checkpoints.append(last) }
        return checkpoints
    }

    /// Throws unless `key` signed it and it is one of the log that the key belongs to.
    package func check(_ key: VerifierKey) throws(ProofError) {
        guard checkpoint.origin == key.name else {
            throw .malformed(
                "the checkpoint is of \(checkpoint.origin), the key of \(key.name)")
        }
        try note.check(key)
    }
}
