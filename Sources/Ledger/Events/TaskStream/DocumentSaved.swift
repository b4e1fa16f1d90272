/// A result was kept as a document (`--save-doc`).
public struct DocumentSaved: EventBody {
    public static let type = "document-saved.v1"

    public let title: Commitment
    public let content: Commitment
    public let format: DocumentFormat

    public init(title: Commitment, content: Commitment, format: DocumentFormat) {
        self.title = title
        self.content = content
        self.format = format
    }
}

public enum DocumentFormat: String, Sendable, Codable, CaseIterable {
    case markdown, text, json
}
