internal import Ledger
internal import Orchestration

/// What stands where a sub-task goes: the plan's name for it, or its number.
enum SubtaskArgument {
    static func number(
        _ name: String, of state: TaskState, _ id: TaskID, text: (Commitment) throws -> String
    ) throws -> Int {
        if let number = try named(name, state, text: text) { return number }
        if let number = Int(name), state.subtasks.indices.contains(number - 1) { return number }
        let known = try state.subtasks.prefix(8).map {
            DisplayWidth.shortened(try text($0.planned.name), to: 40)
        }
        let list =
            known.isEmpty
            ? "it has no plan yet"
            : "it has " + known.joined(separator: ", ")
                + (state.subtasks.count > known.count ? " and others" : "")
        throw CommandFailure(
            .badData,
            "task \(id) has no sub-task \"\(DisplayWidth.shortened(name, to: 40))\": \(list)")
    }

    /// The number of the sub-task that the plan calls so.
    static func named(
        _ name: String, _ state: TaskState, text: (Commitment) throws -> String
    ) throws -> Int? {
        try state.subtasks.first { try text($0.planned.name) == name }?.planned.subtask
    }
}
