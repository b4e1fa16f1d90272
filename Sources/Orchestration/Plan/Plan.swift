public import Ledger

/// A plan that can be carried out: sound sub-tasks in an order in which each comes after what it
/// waits for.
public struct Plan: Hashable, Sendable {
    public struct Subtask: Hashable, Sendable {
        public let name: String
        public let description: String
        public let complexity: Complexity
        /// Numbers (from 1) of earlier sub-tasks, ascending.
        public let dependencies: [Int]
    }

    public let subtasks: [Subtask]
    public let recommendedStrategy: Strategy?
    /// Edges of the draft that lead nowhere or in a circle, and were left out.
    public let droppedDependencies: Int

    /// The plan that `draft` amounts to without its wrong edges. Its sub-tasks must be sound.
    public init(_ draft: PlanDraft) {
        let graph = PlanGraph(draft)
        let dependencies = graph.acyclicDependencies
        let order = graph.order(of: dependencies)
        var numbers = [Int](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { numbers[index] = place + 1 }
        subtasks = order.map { index in
            let subtask = draft.subtasks[index]
            return Subtask(
                name: subtask.name, description: subtask.description,
                complexity: subtask.complexity,
                dependencies: dependencies[index].map { numbers[$0] }.sorted())
        }
        recommendedStrategy = draft.recommendedStrategy
        let written = draft.subtasks.reduce(0) { $0 + Set($1.dependencies).count }
        droppedDependencies = written - dependencies.reduce(0) { $0 + $1.count }
    }
}
