public import Ledger

/// The messages of a call, before the shell has looked up the texts.
public struct RequestDraft: Hashable, Sendable {
    public enum Part: Hashable, Sendable {
        /// The program's own words.
        case words(String)
        /// A text of somebody else.
        case text(Commitment)
    }

    public enum Speaker: String, Hashable, Sendable {
        case system, user, assistant
    }

    public struct Message: Hashable, Sendable {
        public let speaker: Speaker
        /// Joined without anything between them.
        public let parts: [Part]
    }

    /// The manifest of the messages that come before these.
    public let prefix: Commitment?
    public let messages: [Message]
}
