/// The model that each role asks for.
public struct ModelChoice: Hashable, Sendable, Codable {
    public var decomposition: String
    public var simple: String
    public var medium: String
    public var complex: String
    public var aggregation: String

    /// The models of the documentation's selection guide.
    public static let documented = ModelChoice(
        decomposition: "grok-3-fast", simple: "grok-code-fast-1", medium: "grok-3-fast",
        complex: "grok-4", aggregation: "grok-4")

    public init(
        decomposition: String, simple: String, medium: String, complex: String, aggregation: String
    ) {
        self.decomposition = decomposition
        self.simple = simple
        self.medium = medium
        self.complex = complex
        self.aggregation = aggregation
    }

    public subscript(role: Role) -> String {
        get {
            switch role {
            case .decomposition: decomposition
            case .simple: simple
            case .medium: medium
            case .complex: complex
            case .aggregation: aggregation
            }
        }
        set {
            switch role {
            case .decomposition: decomposition = newValue
            case .simple: simple = newValue
            case .medium: medium = newValue
            case .complex: complex = newValue
            case .aggregation: aggregation = newValue
            }
        }
    }
}
