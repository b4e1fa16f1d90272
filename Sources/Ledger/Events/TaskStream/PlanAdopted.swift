/// The plan that will be carried out. One `subtask-planned` for each of its sub-tasks follows in
/// the same append.
public struct PlanAdopted: EventBody {
    public static let type = "plan-adopted.v1"

    /// The attempt that answered with this plan.
    public let attempt: EventID?
    public let subtasks: Int
    public let requestedStrategy: Strategy
    public let effectiveStrategy: Strategy
    /// What the model would have chosen; only recorded.
    public let recommendedStrategy: Strategy?
    /// Edges that the strategy or the repair removed.
    public let droppedDependencies: Int
    /// How many plans were refused before this one.
    public let repairs: Int
    /// Where the plan comes from; nil: from the decomposition.
    public let source: PlanSource?

    public init(
        attempt: EventID?, subtasks: Int, requestedStrategy: Strategy,
        effectiveStrategy: Strategy, recommendedStrategy: Strategy?, droppedDependencies: Int,
        repairs: Int, source: PlanSource? = nil
    ) {
        self.attempt = attempt
        self.subtasks = subtasks
        self.requestedStrategy = requestedStrategy
        self.effectiveStrategy = effectiveStrategy
        self.recommendedStrategy = recommendedStrategy
        self.droppedDependencies = droppedDependencies
        self.repairs = repairs
        self.source = source
    }

    private enum CodingKeys: String, CodingKey {
        case attempt, subtasks, repairs, source
        case requestedStrategy = "requested_strategy"
        case effectiveStrategy = "effective_strategy"
        case recommendedStrategy = "recommended_strategy"
        case droppedDependencies = "dropped_dependencies"
    }
}

/// Where a plan comes from that no model made.
public enum PlanSource: String, Sendable, Codable, CaseIterable {
    /// Handed over with the task; nothing was asked for it.
    case file
    /// A person changed the plan before any of its sub-tasks had started.
    case edited
}
