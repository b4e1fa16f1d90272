/// A plan that the simulator answers every decomposition with, exactly as it is.
///
/// The file's shape is checked, the plan's sense is not: a cycle, an unknown dependency or a
/// repeated id is a legitimate thing to practise with.
///
///     {"strategy": "adaptive",
///      "subtasks": [{"id": "a", "description": "…", "complexity": "simple",
///                    "dependencies": [], "latency_ms": 200, "answer": "…"}]}
///
/// `strategy`, `dependencies`, `latency_ms` and `answer` may be left out.
package struct PlanFile: Sendable, Equatable {
    /// One node of the plan.
    package struct Subtask: Sendable, Equatable {
        package var id: String
        /// A request belongs to this node when its last user message ends with this text.
        package var description: String
        package var complexity: String
        package var dependencies: [String]
        /// The wait before this node's answer, in milliseconds; nil is the simulator's own.
        package var latencyMs: Int?
        /// The text to answer with; nil makes one up.
        package var answer: String?

        package init(
            id: String, description: String, complexity: String = "medium",
            dependencies: [String] = [], latencyMs: Int? = nil, answer: String? = nil
        ) {
            self.id = id
            self.description = description
            self.complexity = complexity
            self.dependencies = dependencies
            self.latencyMs = latencyMs
            self.answer = answer
        }
    }

    package var strategy: String
    package var subtasks: [Subtask]

    package init(strategy: String = "adaptive", subtasks: [Subtask]) {
        self.strategy = strategy
        self.subtasks = subtasks
    }
}

/// Why a file is no plan: one sentence.
package struct PlanFileError: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
