public import Ledger

/// What came of asking whose a key is.
public enum KeyAnswer: Hashable, Sendable {
    case identified(KeyIdentity)
    /// The provider takes the key for nothing: why, and its words without any secret.
    case refused(FailureReason, String)
    /// Nobody knows: the provider was not reached, or answers no such question. One sentence.
    case unknown(String)
}
