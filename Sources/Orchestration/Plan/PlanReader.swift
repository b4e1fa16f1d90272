internal import Foundation
public import Ledger

/// Reads a model's answer as a plan and says everything that is wrong with it.
public enum PlanReader {
    /// What an answer turned out to contain. `draft` is nil when there is no list of sub-tasks to
    /// speak of; otherwise `problems` says what is wrong with it, and is empty for a valid plan.
    public struct Reading: Hashable, Sendable {
        public let draft: PlanDraft?
        public let problems: [PlanProblem]
    }

    /// Reads `text`, which may be wrapped in a Markdown fence or a sentence or two.
    public static func read(
        _ text: String, outcome: AnswerOutcome, subtasksMax: Int
    ) -> Reading {
        if outcome == .refused {
            return Reading(
                draft: nil, problems: [PlanProblem(.refused, "You declined to make a plan.")])
        }
        let cutOff: [PlanProblem] =
            outcome == .cut
            ? [PlanProblem(.cutOff, "The answer was cut off by its length; make it shorter.")] : []
        guard let json = object(in: text), let written = decode(json) else {
            return Reading(
                draft: nil,
                problems: cutOff + [PlanProblem(.notJSON, "The answer is not a JSON object.")])
        }
        guard let entries = written.subtasks else {
            let problem = PlanProblem(.wrongShape, "The object has no array \"subtasks\".")
            return Reading(draft: nil, problems: cutOff + [problem])
        }
        var problems: [PlanProblem] = cutOff
        let draft = PlanDraft(
            subtasks: entries.enumerated().map { subtask($1, number: $0 + 1, &problems) },
            recommendedStrategy: written.strategy.flatMap(Strategy.init(rawValue:)))
        problems += PlanValidation.problems(of: draft, subtasksMax: subtasksMax)
        return Reading(draft: draft, problems: problems)
    }

    private static func decode(_ json: Substring) -> WrittenPlan? {
        try? JSONDecoder().decode(WrittenPlan.self, from: Data(json.utf8))
    }

    /// From the first opening brace to the last closing one.
    private static func object(in text: String) -> Substring? {
        guard let first = text.firstIndex(of: "{"), let last = text.lastIndex(of: "}"),
            first < last
        else { return nil }
        return text[first...last]
    }

    private static func subtask(
        _ written: WrittenSubtask, number: Int, _ problems: inout [PlanProblem]
    ) -> PlanDraft.Subtask {
        let name = written.id?.text ?? ""
        let complexity = Complexity(rawValue: written.complexity?.lowercased() ?? "")
        if complexity == nil {
            problems.append(
                PlanProblem(
                    .unknownComplexity,
                    "Sub-task \(number) has a complexity other than simple, medium or complex."))
        }
        return PlanDraft.Subtask(
            name: name.trimmingCharacters(in: .whitespacesAndNewlines),
            description: (written.description ?? "")
                .trimmingCharacters(in: .whitespacesAndNewlines),
            complexity: complexity ?? .medium,
            dependencies: (written.dependencies ?? []).map(\.text))
    }
}

/// The shape that the schema asks for, with everything optional.
private struct WrittenPlan: Decodable {
    let strategy: String?
    let subtasks: [WrittenSubtask]?
}

private struct WrittenSubtask: Decodable {
    let id: WrittenID?
    let description: String?
    let complexity: String?
    let dependencies: [WrittenID]?
}

/// Models write ids as strings or as numbers.
private struct WrittenID: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
