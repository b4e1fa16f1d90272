import Ledger
import Orchestration

extension PlanDraft {
    /// A draft from words such as `b:complex<a,c`: a name, a complexity (medium if none is given)
    /// and what it waits for.
    static func sketch(_ words: [String], strategy: Strategy? = nil) -> PlanDraft {
        PlanDraft(
            subtasks: words.map { word in
                let sides = word.split(separator: "<", omittingEmptySubsequences: false)
                let head = sides[0].split(separator: ":", omittingEmptySubsequences: false)
                return Subtask(
                    name: String(head[0]), description: "do \(head[0])",
                    complexity: head.count > 1 ? Complexity(rawValue: String(head[1]))! : .medium,
                    dependencies: sides.count > 1
                        ? sides[1].split(separator: ",").map(String.init) : [])
            }, recommendedStrategy: strategy)
    }

    /// A random draft, with wrong edges or without.
    static func random(
        count: Int, edges: ClosedRange<Int>, isAcyclic: Bool,
        _ random: inout SeededGenerator
    ) -> PlanDraft {
        let rank = (0..<count).shuffled(using: &random)
        var dependencies = [[String]](repeating: [], count: count)
        for _ in 0..<Int.random(in: edges, using: &random) {
            let from = Int.random(in: 0..<count, using: &random)
            let to = Int.random(in: 0..<count, using: &random)
            if isAcyclic, rank[from] <= rank[to] { continue }
            let isUnknown = !isAcyclic && Int.random(in: 0..<10, using: &random) == 0
            dependencies[from].append(isUnknown ? "nowhere" : "s\(to)")
        }
        return PlanDraft(
            subtasks: (0..<count).map { index in
                Subtask(
                    name: "s\(index)", description: "do s\(index)",
                    complexity: Complexity.allCases.randomElement(using: &random)!,
                    dependencies: dependencies[index])
            }, recommendedStrategy: Strategy.allCases.randomElement(using: &random))
    }

    /// The JSON that a model would write for it.
    var json: String {
        let entries = subtasks.map { subtask in
            let dependencies = subtask.dependencies.map { "\"\($0)\"" }.joined(separator: ",")
            return """
                {"id":"\(subtask.name)","description":"\(subtask.description)",\
                "complexity":"\(subtask.complexity.rawValue)","dependencies":[\(dependencies)]}
                """
        }
        let strategy = recommendedStrategy.map { "\"strategy\":\"\($0.rawValue)\"," } ?? ""
        return "{\(strategy)\"subtasks\":[\(entries.joined(separator: ","))]}"
    }
}

extension PlanProposal {
    /// What the shell makes of an answer with this text.
    static func read(
        _ text: String, _ outcome: AnswerOutcome = .complete, subtasksMax: Int = 5,
        descriptionBytes: Int = 10
    ) -> PlanProposal {
        let reading = PlanReader.read(text, outcome: outcome, subtasksMax: subtasksMax)
        let isSound = reading.problems.allSatisfy(\.code.concernsEdgesOnly)
        let plan = isSound ? reading.draft.map(Plan.init) : nil
        let subtasks = (plan?.subtasks ?? []).enumerated().map { index, subtask in
            SubtaskPlanned(
                subtask: index + 1, name: named(subtask.name),
                description: named(subtask.description), descriptionBytes: descriptionBytes,
                complexity: subtask.complexity, dependencies: subtask.dependencies)
        }
        return PlanProposal(
            subtasks: subtasks, recommendedStrategy: reading.draft?.recommendedStrategy,
            droppedDependencies: plan?.droppedDependencies ?? 0,
            problems: reading.problems.map(\.code),
            reasons: reading.problems.isEmpty ? nil : named("the reasons"))
    }

    static func sketch(_ words: [String], strategy: Strategy? = nil) -> PlanProposal {
        let draft = PlanDraft.sketch(words, strategy: strategy)
        return .read(draft.json, subtasksMax: max(5, words.count))
    }
}
