/// One message of a request; content that came in parts is joined.
package struct ChatMessage: Sendable, Equatable {
    package let role: String
    package let content: String

    package init(role: String, content: String) {
        self.role = role
        self.content = content
    }
}
