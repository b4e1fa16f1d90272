internal import Ledger
internal import LedgerStore

/// The checkpoints that a ledger is compared with.
enum Checkpoints {
    /// Those of `checkpoints.txt` beside the ledger. What a crash left of one at its end is passed
    /// over: the ledger has it, and the next checkpoint brings it back. A signature costs far more
    /// than a root: all of them are checked if `deep`, otherwise the last.
    static func own(_ ledger: LedgerReader, deep: Bool) throws -> [ExpectedHead] {
        let path = ledger.files.checkpoints
        var heads: [ExpectedHead] = []
        var last: SignedCheckpoint?
        do {
            let key = try CheckpointKey.existing(ledger)?.verifier
            try CheckpointFile(ledger).readEach { found in
                try checkOrigin(of: [found], ledger)
                if deep, let key { try found.check(key) }
                heads.append(head(found, path))
                last = found
            }
            if !deep, let key { try last?.check(key) }
            return heads
        } catch let error as ProofError {
            throw CommandFailure(.verification, "\(path): \(error)")
        }
    }

    /// Those of a file that was kept elsewhere, every one signed by `key`: that of the ledger's own
    /// home if it is nil.
    static func kept(
        in path: String, of ledger: LedgerReader, key: String?
    ) throws -> [ExpectedHead] {
        guard let key = try key.map(VerifierKey.init) ?? CheckpointKey.existing(ledger)?.verifier
        else {
            throw CommandFailure(
                .badData, "there is no key in \(ledger.files.directory): give it with --key")
        }
        let found = try SignedCheckpoint.all(in: InputFile.text(path))
        guard !found.isEmpty else {
            throw CommandFailure(.badData, "the file \(path) holds no checkpoint")
        }
        try checkOrigin(of: found, ledger)
        for checkpoint in found { try checkpoint.check(key) }
        return found.map { head($0, path) }
    }

    private static func head(_ signed: SignedCheckpoint, _ path: String) -> ExpectedHead {
        ExpectedHead(size: signed.checkpoint.size, root: signed.checkpoint.root, source: path)
    }

    private static func checkOrigin(
        of checkpoints: [SignedCheckpoint], _ ledger: LedgerReader
    ) throws(ProofError) {
        let origin = TreeCheckpoint.origin(of: ledger.ledgerID)
        for found in checkpoints where found.checkpoint.origin != origin {
            throw .malformed(
                "the checkpoint is of another ledger, \(found.checkpoint.origin), this one is "
                    + origin)
        }
    }
}
