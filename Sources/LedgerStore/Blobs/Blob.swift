package import Ledger

/// A text with the name by which events cite it, stored already or about to be.
package struct Blob: Hashable, Sendable {
    package static let saltBytes = 16

    package let commitment: Commitment
    /// SHA-256 of the text; finds it again.
    package let digest: Hash
    package let salt: [UInt8]
    package let bytes: [UInt8]
    /// Nil when it was found in the ledger.
    let encoded: BlobCodec.Encoded?

    /// Whether the ledger had it when it was asked for.
    package var isStored: Bool { encoded == nil }

    /// A text that is not in the ledger, under `salt`.
    init(bytes: [UInt8], digest: Hash, salt: [UInt8]) {
        self.bytes = bytes
        self.digest = digest
        self.salt = salt
        commitment = Commitment(salt: salt, bytes: bytes)
        encoded = BlobCodec.smallest(bytes)
    }

    /// A text that is in the ledger under `name`.
    init(bytes: [UInt8], digest: Hash, stored name: BlobName) {
        self.bytes = bytes
        self.digest = digest
        commitment = name.commitment
        salt = name.salt
        encoded = nil
    }

    var name: BlobName { BlobName(commitment: commitment, salt: salt) }
}

/// What makes a text's commitment, besides the text.
struct BlobName: Hashable, Sendable {
    let commitment: Commitment
    let salt: [UInt8]
}
