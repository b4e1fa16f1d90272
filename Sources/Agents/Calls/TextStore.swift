package import Ledger
package import LedgerStore
internal import Synchronization

/// The texts of one run by commitment: read once from the ledger, or kept when they arrive.
package final class TextStore: Sendable {
    private let reader: LedgerReader
    private let texts = Mutex<[Commitment: String]>([:])

    package init(reader: LedgerReader) {
        self.reader = reader
    }

    /// The text behind `commitment`. Throws ``RedactedText`` if it is gone: what stands in its
    /// place for people must never be sent and paid for.
    package func text(_ commitment: Commitment) throws -> String {
        if let known = texts.withLock({ $0[commitment] }) { return known }
        guard let text = try reader.text(commitment) else {
            throw RedactedText(commitment: commitment)
        }
        keep(text, as: commitment)
        return text
    }

    package func keep(_ text: String, as commitment: Commitment) {
        texts.withLock { $0[commitment] = text }
    }
}
