internal import Foundation
internal import Ledger
internal import Orchestration

/// A plan that a person wrote, checked before anything is recorded or paid for.
struct PlanInput {
    /// The largest plan file, in bytes.
    static let bytesMax = 32 << 20

    /// The JSON as it was handed over.
    let text: String
    /// The strategy that it names.
    let strategy: Strategy?
    /// What the plan amounts to.
    let plan: Plan

    /// Reads the file at `path`; standard input for `-`.
    init(file path: String, subtasksMax: Int) throws {
        let name = path == "-" ? "standard input" : path
        let bytes = try InputFile.bytes(path)
        guard bytes.count <= Self.bytesMax else {
            throw CommandFailure(
                .badData, "the plan in \(name) is larger than \(Count.text(Self.bytesMax)) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.badData, "the plan in \(name) is not UTF-8 text")
        }
        try self.init(text, name: name, subtasksMax: subtasksMax)
    }

    /// Throws with a sentence for everything that is wrong with `text`, which came from `name`.
    init(_ text: String, name: String, subtasksMax: Int) throws {
        let reading = PlanReader.read(text, outcome: .complete, subtasksMax: subtasksMax)
        var sentences = reading.problems.map { Self.sentence($0, subtasksMax: subtasksMax) }
        if let word = Self.unknownStrategy(in: text) {
            let known = Strategy.allCases.map(\.rawValue).joined(separator: ", ")
            sentences.append(
                "The strategy \"\(DisplayWidth.shortened(word, to: 40))\" is none of \(known).")
        }
        guard let draft = reading.draft, sentences.isEmpty else {
            throw CommandFailure(
                .badData,
                "the plan in \(name) cannot be carried out:\n"
                    + sentences.map { "- " + $0 }.joined(separator: "\n"))
        }
        self.text = text
        strategy = draft.recommendedStrategy
        plan = Plan(draft)
    }

    /// The sentences are written for a model; some say another thing to a person.
    private static func sentence(_ problem: PlanProblem, subtasksMax: Int) -> String {
        switch problem.code {
        case .notJSON: "It is not a JSON object."
        case .tooManySubtasks where subtasksMax < Limits.subtasksMax:
            problem.sentence + " --max-subtasks allows more."
        default: problem.sentence
        }
    }

    private static func unknownStrategy(in text: String) -> String? {
        struct Written: Decodable {
            let strategy: String?
        }
        guard
            let word = try? JSONDecoder().decode(Written.self, from: Data(text.utf8)).strategy,
            Strategy(rawValue: word) == nil
        else { return nil }
        return word
    }
}
