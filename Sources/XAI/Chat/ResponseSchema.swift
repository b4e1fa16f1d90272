/// The shape that an answer must have: the provider is asked to follow it strictly.
public struct ResponseSchema: Hashable, Sendable {
    /// A short name, letters, digits, `_` and `-` only.
    public var name: String
    /// The JSON Schema as JSON text; it is sent as it stands.
    public var json: String

    public init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}
