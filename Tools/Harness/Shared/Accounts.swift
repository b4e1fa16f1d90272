internal import Ledger

/// The accounts that the harness gives the program, and how the simulator names their keys.
enum Accounts {
    static let all: [(name: String, key: String)] = [
        ("account-1", "harness-key-of-the-first-account-a1f7"),
        ("account-2", "harness-key-of-the-second-account-b2e8"),
    ]

    static var environment: [String: String] {
        Dictionary(
            uniqueKeysWithValues: all.enumerated().map { index, account in
                (index == 0 ? "GROK_API_KEY" : "GROK_API_KEY_\(index + 1)", account.key)
            })
    }

    /// The first 16 hex digits of the key's SHA-256, by which a bill names it.
    static func fingerprint(_ key: String) -> String {
        String(Hash(of: Array(key.utf8)).hexadecimal.prefix(16))
    }

    /// The account's name of a fingerprint; nil if it is none of ours.
    static func name(keySHA256: String?) -> String? {
        all.first { fingerprint($0.key) == keySHA256 }?.name
    }
}
