public import Ledger

/// A plan as the model wrote it, before anybody asked whether it can be carried out.
public struct PlanDraft: Hashable, Sendable {
    public struct Subtask: Hashable, Sendable {
        /// The model's own id, which its dependencies refer to.
        public var name: String
        public var description: String
        public var complexity: Complexity
        /// Names of other sub-tasks.
        public var dependencies: [String]

        public init(
            name: String, description: String, complexity: Complexity, dependencies: [String]
        ) {
            self.name = name
            self.description = description
            self.complexity = complexity
            self.dependencies = dependencies
        }
    }

    public var subtasks: [Subtask]
    public var recommendedStrategy: Strategy?

    public init(subtasks: [Subtask], recommendedStrategy: Strategy?) {
        self.subtasks = subtasks
        self.recommendedStrategy = recommendedStrategy
    }
}

/// One thing that is wrong with a plan, in a sentence that the model is told.
public struct PlanProblem: Error, Hashable, Sendable {
    public let code: PlanProblemCode
    public let sentence: String

    public init(_ code: PlanProblemCode, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}
