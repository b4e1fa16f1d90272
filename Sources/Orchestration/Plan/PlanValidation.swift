internal import Ledger

/// What a plan must satisfy before anything is paid for it.
enum PlanValidation {
    /// Everything that is wrong with `draft`, in its order; empty for a valid plan.
    static func problems(of draft: PlanDraft, subtasksMax: Int) -> [PlanProblem] {
        var problems: [PlanProblem] = []
        if draft.subtasks.isEmpty {
            problems.append(PlanProblem(.noSubtasks, "The plan has no sub-tasks."))
        }
        if draft.subtasks.count > subtasksMax {
            problems.append(
                PlanProblem(
                    .tooManySubtasks,
                    "The plan has \(draft.subtasks.count) sub-tasks; at most \(subtasksMax) "
                        + "are allowed."))
        }
        problems += namesAndTexts(draft)
        problems += edges(draft)
        // Beyond the limit the plan is refused anyway, and looking for cycles may take long.
        if draft.subtasks.count <= subtasksMax, let cycle = PlanGraph(draft).cycle {
            let names = cycle.map { "\"\($0)\"" }.joined(separator: ", ")
            problems.append(PlanProblem(.cycle, "The sub-tasks \(names) wait for each other."))
        }
        return problems
    }

    private static func namesAndTexts(_ draft: PlanDraft) -> [PlanProblem] {
        var problems: [PlanProblem] = []
        var seen: Set<String> = []
        for (index, subtask) in draft.subtasks.enumerated() {
            if subtask.name.isEmpty {
                problems.append(PlanProblem(.emptyID, "Sub-task \(index + 1) has no id."))
            } else if !seen.insert(subtask.name).inserted {
                problems.append(
                    PlanProblem(.duplicateID, "The id \"\(subtask.name)\" is used twice."))
            }
            if subtask.description.isEmpty {
                problems.append(
                    PlanProblem(.emptyDescription, "Sub-task \(index + 1) has no description."))
            }
        }
        return problems
    }

    private static func edges(_ draft: PlanDraft) -> [PlanProblem] {
        let names = Set(draft.subtasks.map(\.name))
        return draft.subtasks.flatMap { subtask in
            subtask.dependencies.compactMap { dependency in
                if dependency == subtask.name {
                    return PlanProblem(
                        .selfDependency, "Sub-task \"\(subtask.name)\" depends on itself.")
                }
                guard !names.contains(dependency) else { return nil }
                return PlanProblem(
                    .unknownDependency,
                    "Sub-task \"\(subtask.name)\" depends on \"\(dependency)\", "
                        + "which is not in the plan.")
            }
        }
    }
}
