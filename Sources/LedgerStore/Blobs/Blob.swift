package import Ledger

/// A text with the name by which events cite it, stored already or about to be.
package struct Blob: Hashable, Sendable {
    package let commitment: Commitment
    /// SHA-256 of the text; finds it again.
    package let digest: Hash
    package let salt: [UInt8]
    package let bytes: [UInt8]
    /// Nil when it was found in the ledger.
    let encoded: BlobCodec.Encoded?

    /// Whether the ledger had it when it was asked for.
    package var isStored: Bool { encoded == nil }

    init(bytes: [UInt8], digest: Hash, name: BlobName, isStored: Bool) {
        self.bytes = bytes
        self.digest = digest
        commitment = name.commitment
        salt = name.salt
        encoded = isStored ? nil : BlobCodec.smallest(bytes)
    }

    var name: BlobName { BlobName(commitment: commitment, salt: salt) }
}

/// What makes a text's commitment, besides the text.
struct BlobName: Hashable, Sendable {
    let commitment: Commitment
    let salt: [UInt8]

    init(commitment: Commitment, salt: [UInt8]) {
        self.commitment = commitment
        self.salt = salt
    }

    /// A name that nobody can guess.
    init(naming bytes: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        let random = (generator.next(), generator.next())
        salt = withUnsafeBytes(of: random) { Array($0) }
        commitment = Commitment(salt: salt, bytes: bytes)
    }
}
