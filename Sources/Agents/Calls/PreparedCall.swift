package import Ledger
package import LedgerStore
package import XAI

/// A call that could be sent at once: its request in bytes, and its messages as blobs.
package struct PreparedCall: Sendable {
    package let call: Call
    package let model: String
    package let request: EncodedChatRequest
    /// The manifest of the messages.
    package let manifest: Commitment
    /// The manifest and the words that the ledger may not have yet.
    package let blobs: [Blob]
    package let completionTokensMax: Int64
    package let price: Price?
    package let hold: Ticks?
}
