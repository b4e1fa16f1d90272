package import Ledger

/// A text that is needed, to be sent or to run the rules again, was removed from the ledger.
package struct RedactedText: Error, CustomStringConvertible {
    package let commitment: Commitment

    package var description: String {
        "a text of the task that is needed was redacted, \(commitment.hexadecimal)"
    }
}
