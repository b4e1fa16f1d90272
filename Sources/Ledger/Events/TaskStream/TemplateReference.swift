/// Which version of which prompt template a text was made of.
public struct TemplateReference: Hashable, Sendable, Codable {
    public let name: String
    /// The version among those that were saved under this name; 0 is the one that comes with the
    /// program.
    public let version: Int

    public init(name: String, version: Int) {
        self.name = name
        self.version = version
    }
}
