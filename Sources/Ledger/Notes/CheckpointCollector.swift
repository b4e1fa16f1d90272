/// Puts signed checkpoints together line by line, so that a file of them need not be in memory.
package struct CheckpointCollector {
    private var lines: [String] = []
    /// Whether the last line was a signature, so that the next one may begin another checkpoint.
    package private(set) var isSigned = false

    package init() {}

    /// Takes the next line, without its line feed. Returns the checkpoint that ended before it.
    package mutating func add(
        _ line: some StringProtocol
    ) throws(ProofError) -> SignedCheckpoint? {
        let isSignature = line.hasPrefix("\u{2014} ")
        var ended: SignedCheckpoint?
        if isSigned, !isSignature { ended = try end() }
        if line.isEmpty, lines.isEmpty { return ended }
        lines.append(String(line))
        isSigned = isSignature
        return ended
    }

    /// What the lines since the last checkpoint make; nil if there are none.
    package mutating func end() throws(ProofError) -> SignedCheckpoint? {
        guard !lines.isEmpty else { return nil }
        defer {
            lines = []
            isSigned = false
        }
        return try SignedCheckpoint(lines.map { $0 + "\n" }.joined())
    }
}
