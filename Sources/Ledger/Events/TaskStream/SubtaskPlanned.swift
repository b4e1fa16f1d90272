/// One sub-task of the adopted plan.
public struct SubtaskPlanned: EventBody {
    public static let type = "subtask-planned.v1"

    /// From 1, in the plan's order; the other events of the task name it by this.
    public let subtask: Int
    /// The id that the plan gave it: a text of the model, and so a blob.
    public let name: Commitment
    public let description: Commitment
    public let descriptionBytes: Int
    public let complexity: Complexity
    /// The numbers of the sub-tasks whose results it waits for, ascending.
    public let dependencies: [Int]

    public init(
        subtask: Int, name: Commitment, description: Commitment, descriptionBytes: Int,
        complexity: Complexity, dependencies: [Int]
    ) {
        self.subtask = subtask
        self.name = name
        self.description = description
        self.descriptionBytes = descriptionBytes
        self.complexity = complexity
        self.dependencies = dependencies
    }

    private enum CodingKeys: String, CodingKey {
        case subtask, name, description, complexity, dependencies
        case descriptionBytes = "description_bytes"
    }
}
