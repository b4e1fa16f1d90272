internal import Crypto
internal import Foundation
public import XAI

/// Names keys without giving them away: the first 16 hex digits of an HMAC-SHA-256 under a secret
/// that stays in the home and never enters the ledger. Whoever holds the ledger cannot test a
/// guessed key against it.
public struct KeyFingerprints: Sendable {
    private let secret: SymmetricKey

    package init(secret: [UInt8]) {
        self.secret = SymmetricKey(data: secret)
    }

    /// The fingerprint of `credential`: 16 lower-case hex digits.
    public func fingerprint(of credential: Credential) -> String {
        let code = credential.withUnredactedSecret { text in
            HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret)
        }
        return code.prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
