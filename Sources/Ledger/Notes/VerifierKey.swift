internal import Crypto

/// A public key as the C2SP signed note writes it: `<name>+<key id>+<base 64 of 0x01 and the key>`.
package struct VerifierKey: Hashable, Sendable {
    /// The signature type of plain Ed25519.
    static let algorithm: UInt8 = 0x01

    package let name: String
    /// 32 bytes.
    package let publicKey: [UInt8]
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
    package let id: [UInt8]

    package init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
        let digest = Hash(of: Array(name.utf8) + [0x0A, Self.algorithm] + publicKey)
        id = Array(digest.bytes.prefix(4))
    }

    package init(_ text: String) throws(ProofError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, SignedNote.isKeyName(parts[0]),
            let id = Hexadecimal.decode(parts[1]), id.count == 4,
            let bytes = Base64.decode(parts[2]), bytes.first == Self.algorithm, bytes.count == 33
        else {
            throw .malformed(
                "the key is not of the form <name>+<8 hexadecimal digits>+<base 64 of an Ed25519 "
                    + "key>")
        }
        self.init(name: String(parts[0]), publicKey: Array(bytes.dropFirst()))
        guard id == self.id else {
            throw .malformed("the key's id is not that of its name and its bytes")
        }
    }

    /// The line that `grok ledger key` prints.
    package var text: String {
        "\(name)+\(idText)+\(Base64.encode([Self.algorithm] + publicKey))"
    }

    /// 8 hexadecimal digits.
    package var idText: String { Hexadecimal.encode(id) }

    /// Whether `signature` is one of `message` by this key.
    package func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        return key?.isValidSignature(signature, for: message) ?? false
    }
}
