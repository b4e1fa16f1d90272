internal import Foundation
internal import Ledger
internal import Orchestration

/// A plan as a person edits it: the documented form and nothing else, one sub-task after another.
struct PlanDocument: Encodable {
    struct Subtask: Encodable {
        let id: String
        let description: String
        let complexity: String
        let dependencies: [String]
    }

    let strategy: String
    let subtasks: [Subtask]

    init(_ view: PlanView) throws {
        let names = try view.state.subtasks.map { try view.text($0.planned.name) }
        strategy = view.strategy.rawValue
        subtasks = try view.state.subtasks.map { subtask in
            let planned = subtask.planned
            return Subtask(
                id: names[planned.subtask - 1], description: try view.text(planned.description),
                complexity: planned.complexity.rawValue,
                dependencies: planned.dependencies.map { names[$0 - 1] })
        }
    }

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
