public import XAI

/// An account that a run may spend on: its name, and the key that the provider knows it by.
public struct Account: Sendable {
    /// Such as `account-1`.
    public let name: String
    /// The secret.
    public let credential: Credential
    /// The fingerprint of the secret, by which the ledger knows the key.
    public let key: String

    public init(name: String, credential: Credential, fingerprints: KeyFingerprints) {
        self.name = name
        self.credential = credential
        key = fingerprints.fingerprint(of: credential)
    }
}
