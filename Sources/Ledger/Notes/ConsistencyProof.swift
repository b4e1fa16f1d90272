/// That what a ledger was is the beginning of what it is. The format is ours: a title, the origin,
/// `from <size> <root>`, `to <size> <root>`, and the hashes of RFC 6962, 2.1.2, one each line.
///
/// It is not signed: whoever checks it brings the two checkpoints.
package struct ConsistencyProof: Hashable, Sendable {
    static let title = "grok-ledger/consistency-proof@v1"
    static let pathMax = 128

    package let old: TreeCheckpoint
    package let new: TreeCheckpoint
    package let path: [Hash]

    /// Both checkpoints are of the same origin.
    package init(from old: TreeCheckpoint, to new: TreeCheckpoint, path: [Hash]) {
        self.old = old
        self.new = new
        self.path = path
    }

    package init(_ text: String) throws(ProofError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first ?? "" == Self.title else {
            throw .malformed(
                "the proof begins neither with \(InclusionProof.title) nor with \(Self.title)")
        }
        guard lines.count > 4, lines.last == "", !lines[1].isEmpty else {
            throw .malformed("the proof is cut off")
        }
        let origin = String(lines[1])
        old = try Self.head(lines[2], "from ", origin)
        new = try Self.head(lines[3], "to ", origin)
        let (path, rest) = try HashLines.read(lines[4...], max: Self.pathMax)
        guard rest == [""] else {
            throw .malformed("something follows the hashes of the proof")
        }
        self.path = path
    }

    private static func head(
        _ line: Substring, _ word: String, _ origin: String
    ) throws(ProofError) -> TreeCheckpoint {
        let parts = line.dropFirst(word.count)
            .split(separator: " ", omittingEmptySubsequences: false)
        guard line.hasPrefix(word), parts.count == 2, let size = DecimalText.integer(parts[0]),
            let bytes = Base64.decode(parts[1]), let root = Hash(bytes: bytes)
        else {
            throw .malformed("the proof has no line \"\(word)<size> <root>\"")
        }
        return TreeCheckpoint(origin: origin, size: size, root: root)
    }

    package var text: String {
        func line(_ word: String, _ head: TreeCheckpoint) -> String {
            "\(word) \(head.size) \(Base64.encode(head.root.bytes))\n"
        }
        return "\(Self.title)\n\(new.origin)\n" + line("from", old) + line("to", new)
            + HashLines.text(path)
    }

    /// Throws unless the hashes lead from the one root to the other, and both are among
    /// `checkpoints`, each signed by `key`.
    package func check(
        _ checkpoints: [SignedCheckpoint], key: VerifierKey
    ) throws(ProofError) {
        guard new.origin == key.name else {
            throw .malformed("the proof is of \(new.origin), the key of \(key.name)")
        }
        for end in [old, new] {
            guard let signed = checkpoints.first(where: { $0.checkpoint.size == end.size }) else {
                throw .malformed("no checkpoint over \(end.size) events was given")
            }
            try signed.check(key)
            guard signed.checkpoint.root == end.root else {
                throw .refuted(
                    "the proof is not for the checkpoint over \(end.size) events: expected the "
                        + "root \(signed.checkpoint.root), found \(end.root)")
            }
        }
        guard
            TreeProof.isConsistent(from: old.size, old.root, to: new.size, new.root, path: path)
        else {
            throw .refuted(
                "the proof does not show that the tree over \(old.size) events is the beginning of "
                    + "that over \(new.size)")
        }
    }
}
