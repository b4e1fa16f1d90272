/// Makes up a plan for a task: three to five sub-tasks of mixed complexity, with something to do at
/// once and something to wait for.
enum PlanMaker {
    private struct Step {
        let complexity: String
        let wording: String
    }

    private static let openings = [
        Step(complexity: "simple", wording: "List the requirements and constraints"),
        Step(complexity: "simple", wording: "Collect the terms and assumptions"),
        Step(complexity: "simple", wording: "Write down what must be true in the end"),
    ]

    private static let middles = [
        Step(complexity: "medium", wording: "Work out the main parts"),
        Step(complexity: "complex", wording: "Design the structure and the interfaces"),
        Step(complexity: "medium", wording: "Describe how errors are handled"),
        Step(complexity: "complex", wording: "Weigh the alternatives and their risks"),
        Step(complexity: "medium", wording: "Plan the tests that prove it"),
        Step(complexity: "simple", wording: "Give a short example"),
    ]

    private static let endings = [
        Step(complexity: "complex", wording: "Put the parts together into one proposal"),
        Step(complexity: "medium", wording: "Write the guide that explains it"),
        Step(complexity: "complex", wording: "Review the whole and correct it"),
    ]

    static func plan(
        topic: String, subtasksMax: Int?, from generator: inout SplitMix64
    ) -> PlanFile {
        let count = min(generator.draw(3...5), max(1, subtasksMax ?? 5))
        var steps = [generator.pick(openings)]
        var choices = middles
        while steps.count < count - 1 {
            steps.append(choices.remove(at: generator.below(choices.count)))
        }
        if steps.count < count { steps.append(generator.pick(endings)) }
        var subtasks: [PlanFile.Subtask] = []
        for (index, step) in steps.enumerated() {
            let isLast = index == count - 1
            subtasks.append(
                .init(
                    id: "subtask-\(index + 1)", description: "\(step.wording): \(topic)",
                    complexity: step.complexity,
                    dependencies: dependencies(
                        of: index, isLast: isLast, among: subtasks.map(\.id), &generator)))
        }
        return PlanFile(
            strategy: generator.pick(["adaptive", "adaptive", "parallel", "sequential"]),
            subtasks: subtasks)
    }

    /// The last waits for all but the first; those between wait for the first, or for nothing.
    private static func dependencies(
        of index: Int, isLast: Bool, among ids: [String], _ generator: inout SplitMix64
    ) -> [String] {
        let waits = generator.chance(0.5)
        guard index > 0 else { return [] }
        if isLast { return index == 1 ? ids : Array(ids.dropFirst()) }
        return waits ? [ids[0]] : []
    }
}
