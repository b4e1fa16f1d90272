internal import Ledger
package import XAI

/// A text that was to be sent and recorded for good holds the key of an account.
public struct KeyInTextError: Error, Hashable, CustomStringConvertible {
    /// Which text, such as `context`.
    public let text: String
    /// Whose key.
    public let account: String

    public var description: String {
        "the \(text) contains the key of \(account); take it out, because it would be recorded "
            + "for good"
    }

    /// Throws if `text` holds one of the keys. Never shows it.
    package static func check(
        _ text: String?, called name: String, against accounts: [(name: String, key: Credential)]
    ) throws(KeyInTextError) {
        guard let text else { return }
        for account in accounts where account.key.isContained(in: text) {
            throw KeyInTextError(text: name, account: account.name)
        }
    }
}

extension Submission {
    /// Throws if a text of the task holds the key of one of `accounts`: it would be sent, and
    /// stand in the ledger, in its backups and in everything that is made of them.
    package func checkKeys(
        _ accounts: [(name: String, key: Credential)]
    ) throws(KeyInTextError) {
        try KeyInTextError.check(description, called: "description", against: accounts)
        try KeyInTextError.check(context, called: "context", against: accounts)
        try KeyInTextError.check(plan, called: "plan", against: accounts)
        try KeyInTextError.check(outputFile, called: "name of the output file", against: accounts)
        for role in Role.allCases {
            try KeyInTextError.check(
                options.models[role], called: "name of a model", against: accounts)
        }
    }
}
