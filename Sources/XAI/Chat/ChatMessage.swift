/// One message of a conversation.
public struct ChatMessage: Hashable, Sendable {
    /// Who speaks. The raw value is the word on the wire.
    public enum Role: String, Sendable, CaseIterable {
        case system, user, assistant
    }

    public var role: Role
    public var content: String

    public init(role: Role, content: String) {
        self.role = role
        self.content = content
    }
}
