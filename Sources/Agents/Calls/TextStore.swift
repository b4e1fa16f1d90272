package import Ledger
package import LedgerStore
internal import Synchronization

/// The texts of one run by commitment: read once from the ledger, or kept when they arrive.
package final class TextStore: Sendable {
    /// What stands where a text was removed.
    package static let redacted = "[redacted]"

    private let reader: LedgerReader
    private let texts = Mutex<[Commitment: String]>([:])

    package init(reader: LedgerReader) {
        self.reader = reader
    }

    /// The text behind `commitment`; a redacted one reads `[redacted]`.
    package func text(_ commitment: Commitment) throws -> String {
        if let known = texts.withLock({ $0[commitment] }) { return known }
        let text = try reader.text(commitment) ?? Self.redacted
        keep(text, as: commitment)
        return text
    }

    package func keep(_ text: String, as commitment: Commitment) {
        texts.withLock { $0[commitment] = text }
    }
}
