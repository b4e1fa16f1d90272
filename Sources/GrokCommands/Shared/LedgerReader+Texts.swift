internal import Ledger
internal import LedgerStore

extension LedgerReader {
    /// The text behind `commitment` for a person to read; a redacted one reads `[redacted]`.
    func readable(_ commitment: Commitment) throws -> String {
        try text(commitment) ?? "[redacted]"
    }
}
