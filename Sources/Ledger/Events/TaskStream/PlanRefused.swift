/// A plan that cannot be carried out, with the reasons that the model is told.
public struct PlanRefused: EventBody {
    public static let type = "plan-refused.v1"

    public let attempt: EventID
    public let problems: [PlanProblemCode]
    /// The same reasons as sentences; they quote the model, and so are a blob.
    public let reasons: Commitment

    public init(attempt: EventID, problems: [PlanProblemCode], reasons: Commitment) {
        self.attempt = attempt
        self.problems = problems
        self.reasons = reasons
    }
}

/// What can be wrong with a plan.
public enum PlanProblemCode: String, Sendable, Codable, CaseIterable {
    case notJSON = "not-json"
    case wrongShape = "wrong-shape"
    case cutOff = "cut-off"
    case refused
    case noSubtasks = "no-subtasks"
    case tooManySubtasks = "too-many-subtasks"
    case emptyDescription = "empty-description"
    case emptyID = "empty-id"
    case duplicateID = "duplicate-id"
    case unknownComplexity = "unknown-complexity"
    case unknownDependency = "unknown-dependency"
    case selfDependency = "self-dependency"
    case cycle

    /// Whether the sub-tasks themselves are sound, so that the plan works without the bad edges.
    public var concernsEdgesOnly: Bool {
        switch self {
        case .unknownDependency, .selfDependency, .cycle: true
        default: false
        }
    }
}
