package import Ledger

/// The messages of a call, as one blob that names their texts. A list that grows from call to call
/// continues the manifest before it, so that a history that is sent again and again costs only
/// what is new in it.
package struct Manifest: Hashable, Sendable, Codable {
    package struct Message: Hashable, Sendable, Codable {
        /// Such as `user`.
        package let role: String
        /// The message is these texts one after another, with nothing in between.
        package let parts: [Commitment]

        package init(role: String, parts: [Commitment]) {
            self.role = role
            self.parts = parts
        }
    }

    /// The manifest whose messages come before these.
    package let prefix: Commitment?
    package let messages: [Message]

    package init(prefix: Commitment?, messages: [Message]) {
        self.prefix = prefix
        self.messages = messages
    }

    /// The manifest as the text of a blob.
    package func encoded() throws(LedgerStoreError) -> String {
        do {
            return try CanonicalJSON.encode(self)
        } catch {
            throw .unencodable(type: "a manifest", reason: String(describing: error))
        }
    }
}
