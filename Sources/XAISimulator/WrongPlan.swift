/// The ways in which a decomposition's answer can be wrong.
enum WrongPlan: String, CaseIterable, Sendable {
    case cycle = "wrong-plan-cycle"
    case selfDependency = "wrong-plan-self-dependency"
    case unknownDependency = "wrong-plan-unknown-dependency"
    case duplicateID = "wrong-plan-duplicate-id"
    case tooMany = "wrong-plan-too-many"
    case empty = "wrong-plan-empty"
    case notJSON = "wrong-plan-not-json"
    case cutByLength = "wrong-plan-cut-by-length"

    /// The plan made wrong; `notJSON` and `cutByLength` are a matter of its text and change
    /// nothing here. A plan of one sub-task, which can have neither a cycle nor a repeated id,
    /// depends on itself instead.
    func corrupt(_ plan: PlanFile, subtasksMax: Int?) -> PlanFile {
        var plan = plan
        let last = plan.subtasks.count - 1
        switch self {
        case .notJSON, .cutByLength:
            break
        case .empty:
            plan.subtasks = []
        case .cycle where last > 0:
            plan.subtasks[0].dependencies.append(plan.subtasks[last].id)
            plan.subtasks[last].dependencies.append(plan.subtasks[0].id)
        case .duplicateID where last > 0:
            plan.subtasks[last].id = plan.subtasks[0].id
        case .unknownDependency where last >= 0:
            plan.subtasks[last].dependencies.append("subtask-nobody-planned")
        case .cycle, .selfDependency, .duplicateID, .unknownDependency:
            guard last >= 0 else { break }
            plan.subtasks[last].dependencies.append(plan.subtasks[last].id)
        case .tooMany:
            let most = subtasksMax ?? max(12, plan.subtasks.count)
            for number in plan.subtasks.count..<max(most + 1, plan.subtasks.count) {
                plan.subtasks.append(
                    .init(id: "extra-\(number + 1)", description: "Extra step \(number + 1)"))
            }
        }
        return plan
    }
}
