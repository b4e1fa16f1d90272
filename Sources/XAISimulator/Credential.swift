import Crypto

/// What is kept of an API key: enough to tell keys apart, never the key.
struct Credential: Sendable {
    /// How the simulator treats a key, decided by a word in it.
    enum Treatment: Sendable {
        case accepted
        /// The key contains "wrong".
        case wrong
        /// The key contains "exhausted": its credits are used up.
        case exhausted
        /// The key contains "blocked".
        case blocked
        /// The key contains "disabled".
        case disabled
        /// The key contains "capacity": the model has no room for its first two requests.
        case capacity
    }

    /// `…` and the last four characters, or the last half of a shorter key.
    let label: String
    /// The first 16 hex digits of the key's SHA-256.
    let fingerprint: String
    /// The key as the provider repeats it in an error: `ab***yz`.
    let redacted: String
    /// Every key is its own team's, unless it names one: `team-` and a word. All keys that contain
    /// the same are of one team.
    let teamID: String
    /// The provider's name for the key.
    let keyID: String
    let treatment: Treatment

    init(secret: some StringProtocol) {
        let digest = Array(SHA256.hash(data: Array(secret.utf8)))
        let team = Credential.team(in: String(secret)).map { name in
            Credential.words(of: Array(SHA256.hash(data: Array(name.utf8))))
        }
        fingerprint = Hexadecimal.text(digest[0..<8])
        let words = Credential.words(of: digest)
        teamID = Hexadecimal.uuid(team?[0] ?? words[0], team?[1] ?? words[1])
        keyID = Hexadecimal.uuid(words[1], words[2])
        let length = secret.count
        label = "…" + secret.suffix(min(4, length / 2))
        redacted = length < 8 ? "***" : "\(secret.prefix(2))***\(secret.suffix(2))"
        treatment = Credential.treatment(of: String(secret))
    }

    private static func words(of digest: [UInt8]) -> [UInt64] {
        stride(from: 8, to: 32, by: 8).map { start in
            digest[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }

    /// `team-` and the letters and digits behind it; nil if there are none.
    private static func team(in secret: String) -> String? {
        guard secret.containsBytes(of: "team-"), let start = secret.firstRange(of: "team-") else {
            return nil
        }
        let word = secret[start.upperBound...].prefix { $0.isLetter || $0.isNumber }
        return word.isEmpty ? nil : "team-" + word
    }

    /// The credential of an `Authorization` header; nil if there is none or it is malformed.
    init?(authorization header: String?) {
        guard let header, header.utf8.count > 7, header.prefix(7).lowercased() == "bearer " else {
            return nil
        }
        let secret = header.dropFirst(7).trimmingSpace()
        guard !secret.isEmpty else { return nil }
        self.init(secret: secret)
    }

    private static func treatment(of secret: String) -> Treatment {
        if secret.containsBytes(of: "wrong") { return .wrong }
        if secret.containsBytes(of: "exhausted") { return .exhausted }
        if secret.containsBytes(of: "blocked") { return .blocked }
        if secret.containsBytes(of: "disabled") { return .disabled }
        return secret.containsBytes(of: "capacity") ? .capacity : .accepted
    }
}
