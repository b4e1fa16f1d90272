public import Ledger

/// A plan that an answer contains, with its texts as commitments.
public struct PlanProposal: Hashable, Sendable {
    /// Sound sub-tasks without wrong edges, or nothing when there are none to speak of.
    public let subtasks: [SubtaskPlanned]
    public let recommendedStrategy: Strategy?
    public let droppedDependencies: Int
    public let problems: [PlanProblemCode]
    /// The problems as sentences; there whenever there are problems.
    public let reasons: Commitment?

    public init(
        subtasks: [SubtaskPlanned], recommendedStrategy: Strategy?, droppedDependencies: Int,
        problems: [PlanProblemCode], reasons: Commitment?
    ) {
        self.subtasks = subtasks
        self.recommendedStrategy = recommendedStrategy
        self.droppedDependencies = droppedDependencies
        self.problems = problems
        self.reasons = reasons
    }

    /// Reads the plan in `text`, the answer to a decomposition. `name` gives a text its commitment.
    public static func read(
        _ text: String, outcome: AnswerOutcome, subtasksMax: Int,
        name: (String) throws -> Commitment
    ) rethrows -> PlanProposal {
        let reading = PlanReader.read(text, outcome: outcome, subtasksMax: subtasksMax)
        let isSound = reading.problems.allSatisfy(\.code.concernsEdgesOnly)
        let plan = isSound ? reading.draft.map(Plan.init) : nil
        var subtasks: [SubtaskPlanned] = []
        for (index, subtask) in (plan?.subtasks ?? []).enumerated() {
            subtasks.append(
                SubtaskPlanned(
                    subtask: index + 1, name: try name(subtask.name),
                    description: try name(subtask.description),
                    descriptionBytes: subtask.description.utf8.count,
                    complexity: subtask.complexity, dependencies: subtask.dependencies))
        }
        let sentences = reading.problems.map { "- " + $0.sentence }.joined(separator: "\n")
        return PlanProposal(
            subtasks: subtasks, recommendedStrategy: reading.draft?.recommendedStrategy,
            droppedDependencies: plan?.droppedDependencies ?? 0,
            problems: reading.problems.map(\.code),
            reasons: reading.problems.isEmpty ? nil : try name(sentences))
    }

    /// Every kind of problem once: the event that lists them has a limited length.
    var distinctProblems: [PlanProblemCode] {
        var seen: Set<PlanProblemCode> = []
        return problems.filter { seen.insert($0).inserted }
    }

    /// Whether the sub-tasks can be carried out, if perhaps without some edges.
    var isUsable: Bool { !subtasks.isEmpty && problems.allSatisfy(\.concernsEdgesOnly) }
}
