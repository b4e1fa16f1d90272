internal import Crypto

/// A private key that signs notes. Stored as `PRIVATE+KEY+<name>+<key id>+<base 64 of 0x01 and the
/// seed>`, as other programs for signed notes do.
package struct SigningKey: Sendable {
    private static let prefix = "PRIVATE+KEY+"

    package let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// - Parameter seed: 32 random bytes, the private key of RFC 8032.
    package init(name: String, seed: [UInt8]) throws(ProofError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .malformed("a signing key has 32 bytes")
        }
        self.key = key
        verifier = VerifierKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// Reads what ``secretText`` wrote.
    package init(secretText: String) throws(ProofError) {
        guard secretText.hasPrefix(Self.prefix) else {
            throw .malformed("a signing key begins with \(Self.prefix)")
        }
        let parts = secretText.dropFirst(Self.prefix.count)
            .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(parts[2]),
            bytes.first == VerifierKey.algorithm
        else {
            throw .malformed("the signing key is cut off or changed")
        }
        try self.init(name: String(parts[0]), seed: Array(bytes.dropFirst()))
        guard verifier.idText == parts[1] else {
            throw .malformed("the signing key's id is not that of its name and its bytes")
        }
    }

    /// The key itself: for the one file that keeps it, and for nothing else.
    package var secretText: String {
        let seed = [VerifierKey.algorithm] + Array(key.rawRepresentation)
        return "\(Self.prefix)\(verifier.name)+\(verifier.idText)+\(Base64.encode(seed))"
    }

    /// The 64 bytes of an Ed25519 signature of `message`.
    package func signature(of message: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: message))
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SigningKey(\(verifier.text))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
