internal import Ledger

/// What a plan looks like as a graph: which way is the longest, and how much happens at once.
public struct PlanShape: Hashable, Sendable {
    /// The numbers of the sub-tasks on the longest path, by typical tokens.
    public let criticalPath: [Int]
    /// The most sub-tasks that are as far from the beginning as each other: how wide it gets.
    public let width: Int
    /// For each sub-task, in order, the one that keeps it waiting longest: its place in a tree.
    /// Nil for one that waits for nothing.
    public let parents: [Int?]

    /// The shape of the plan that `state` has.
    public init(_ state: TaskState) {
        let subtasks = state.subtasks
        let isSequential = state.plan?.effectiveStrategy == .sequential
        // Numbers ascend along dependencies: one pass finds when each can be done at the earliest.
        var ends: [Int] = []
        var levels: [Int] = []
        var parents: [Int?] = []
        for (index, subtask) in subtasks.enumerated() {
            let waits =
                isSequential ? (index > 0 ? [index] : []) : subtask.planned.dependencies
            let parent = waits.max { (ends[$0 - 1], -$0) < (ends[$1 - 1], -$1) }
            parents.append(parent)
            levels.append((waits.map { levels[$0 - 1] }.max() ?? -1) + 1)
            ends.append(
                (parent.map { ends[$0 - 1] } ?? 0) + subtask.planned.complexity.typicalTokens)
        }
        self.parents = parents
        width = Dictionary(grouping: levels) { $0 }.values.map(\.count).max() ?? 0
        var path: [Int] = []
        var next = ends.indices.max { (ends[$0], -$0) < (ends[$1], -$1) }.map { $0 + 1 }
        while let number = next {
            path.append(number)
            next = parents[number - 1]
        }
        criticalPath = path.reversed()
    }
}
