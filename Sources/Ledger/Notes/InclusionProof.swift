/// That an event is in a ledger: a file of c2sp.org/tlog-proof.
package struct InclusionProof: Hashable, Sendable {
    static let title = "c2sp.org/tlog-proof@v1"
    /// More than a tree of 2^63 leaves needs.
    static let pathMax = 63

    /// The leaf's, from 0: the event's position less one.
    package let index: Int64
    /// From the leaf's sibling up.
    package let path: [Hash]
    package let checkpoint: SignedCheckpoint

    package init(index: Int64, path: [Hash], checkpoint: SignedCheckpoint) {
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Whether `text` begins like such a proof.
    package static func begins(_ text: String) -> Bool { text.hasPrefix(title + "\n") }

    package init(_ text: String) throws(ProofError) {
        guard Self.begins(text) else {
            throw .malformed("the proof does not begin with \(Self.title)")
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[1...]
        if lines.first?.hasPrefix("extra ") == true { lines = lines.dropFirst() }
        guard let first = lines.first, first.hasPrefix("index "),
            let index = DecimalText.integer(first.dropFirst(6))
        else {
            throw .malformed("the proof has no index")
        }
        let (path, rest) = try HashLines.read(lines.dropFirst(), max: Self.pathMax)
        guard rest.first == "" else {
            throw .malformed("the proof is cut off: its checkpoint is missing")
        }
        self.init(
            index: index, path: path,
            checkpoint: try SignedCheckpoint(rest.dropFirst().joined(separator: "\n")))
    }

    package var text: String {
        "\(Self.title)\nindex \(index)\n" + HashLines.text(path) + "\n" + checkpoint.note.text
    }

    /// Throws unless the checkpoint is signed by `key` and `line` is the event at the index.
    package func check(line: [UInt8], key: VerifierKey) throws(ProofError) {
        try checkpoint.check(key)
        let head = checkpoint.checkpoint
        guard index < head.size else {
            throw .refuted(
                "the proof is for position \(index + 1), its checkpoint covers \(head.size) events")
        }
        let leaf = Hash(prefix: 0, line)
        let root = TreeProof.root(from: leaf, at: index, size: head.size, path: path)
        guard let root else {
            throw .refuted(
                "the proof has \(path.count) hashes, which is not what position \(index + 1) of "
                    + "\(head.size) needs")
        }
        guard root == head.root else {
            throw .refuted(
                "the event line is not at position \(index + 1) of the checkpoint's tree: expected "
                    + "the root \(head.root), found \(root)")
        }
    }
}

/// Hashes as both kinds of proofs write them: one line of base 64 each.
enum HashLines {
    static func text(_ hashes: [Hash]) -> String {
        hashes.map { Base64.encode($0.bytes) + "\n" }.joined()
    }

    /// Reads lines until an empty one or the end.
    static func read(
        _ lines: ArraySlice<Substring>, max: Int
    ) throws(ProofError) -> (hashes: [Hash], rest: ArraySlice<Substring>) {
        var hashes: [Hash] = []
        for (index, line) in zip(lines.indices, lines) {
            guard !line.isEmpty else { return (hashes, lines[index...]) }
            guard hashes.count < max, let bytes = Base64.decode(line), let hash = Hash(bytes: bytes)
            else {
                throw .malformed("line \(index + 1) of the proof is not a hash")
            }
            hashes.append(hash)
        }
        return (hashes, [])
    }
}
