/// Which root a ledger had over its first `size` events: the text of a c2sp.org/tlog-checkpoint.
package struct TreeCheckpoint: Hashable, Sendable {
    package let origin: String
    package let size: Int64
    package let root: Hash

    package init(origin: String, size: Int64, root: Hash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note.
    package init(_ content: String) throws(ProofError) {
        let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
        // The last line feed makes an empty one.
        guard lines.count >= 4, !lines.dropLast().contains("") else {
            throw .malformed("the checkpoint has no three lines of origin, size and root")
        }
        guard let size = DecimalText.integer(lines[1]) else {
            throw .malformed("the checkpoint's second line is not a number of events")
        }
        guard let bytes = Base64.decode(lines[2]), let root = Hash(bytes: bytes) else {
            throw .malformed("the checkpoint's third line is not a root")
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// The lines that are signed.
    package var content: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

    /// The origin of every checkpoint of the ledger with this id.
    package static func origin(of ledger: EventID) -> String { "grok-ledger/\(ledger)" }
}

/// Decimal numbers in their one spelling.
enum DecimalText {
    /// Nil unless `text` is the number without a sign or leading zeros.
    static func integer(_ text: some StringProtocol) -> Int64? {
        guard let value = Int64(text), value >= 0, String(value) == text else { return nil }
        return value
    }
}
