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
        let written: WrittenPlan
        switch decode(text) {
        case .success(let plan): written = plan
        case .failure(let problem): return Reading(draft: nil, problems: cutOff + [problem])
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
        return Reading(draft: draft, problems: told(problems))
    }

    /// The first of each kind, so that a long and very wrong plan is not followed by a longer list.
    private static func told(_ problems: [PlanProblem]) -> [PlanProblem] {
        var counts: [PlanProblemCode: Int] = [:]
        return problems.filter {
            counts[$0.code, default: 0] += 1
            return counts[$0.code, default: 0] <= Limits.problemsPerKindMax
        }
    }

    private static func decode(_ text: String) -> Result<WrittenPlan, PlanProblem> {
        let notJSON = PlanProblem(.notJSON, "The answer is not a JSON object.")
        guard let json = object(in: text) else { return .failure(notJSON) }
        do {
            return .success(
                try JSONDecoder().decode(WrittenPlan.self, from: Data(json.utf8)))
        } catch DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context)
        {
            let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            return .failure(
                PlanProblem(
                    .wrongShape,
                    "The value at \"\(path.joined(separator: "."))\" is of the wrong type."))
        } catch {
            return .failure(notJSON)
        }
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
        let complexity = Complexity(rawValue: written.complexity?.lowercased() ?? "")
        if complexity == nil {
            problems.append(
                PlanProblem(
                    .unknownComplexity,
                    "Sub-task \(number) has a complexity other than simple, medium or complex."))
        }
        return PlanDraft.Subtask(
            name: trimmed(written.id?.text), description: trimmed(written.description),
            complexity: complexity ?? .medium,
            dependencies: (written.dependencies ?? []).map { trimmed($0.text) })
    }

    private static func trimmed(_ text: String?) -> String {
        (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
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
        if let word = try? container.decode(String.self) {
            text = word
        } else if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
