package import LedgerStore

/// Attempts ended and the ledger did not take it: what they brought is in `file`, and nowhere else.
package struct UnrecordedOutcomes: Error {
    /// Why it could not be recorded.
    package let reason: any Error
    package let file: RescueFile
}
