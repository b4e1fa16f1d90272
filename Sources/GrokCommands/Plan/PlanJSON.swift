internal import Ledger
internal import Orchestration

/// A plan in JSON: the form that is read as a plan file, with the estimate beside it.
struct PlanJSON: Encodable {
    struct Subtask: Encodable {
        let id: String
        let number: Int
        let description: String
        let complexity: String
        /// Ids of sub-tasks.
        let dependencies: [String]
        let model: String
        let status: String
        /// Null for one that has an answer.
        @Nullable var estimate: EstimateJSON.Call?
    }

    let type = "plan"
    let taskId: String
    let status: String
    let source: String
    let strategy: String
    let subtasks: [Subtask]
    let criticalPath: [String]
    let width: Int
    let estimate: EstimateJSON

    init(_ view: PlanView) throws {
        let state = view.state
        let names = try state.subtasks.map { try view.text($0.planned.name) }
        taskId = state.submitted?.task.text ?? ""
        status = view.report.status
        source = state.plan?.source?.rawValue ?? "decomposition"
        strategy = view.strategy.rawValue
        subtasks = try state.subtasks.map { subtask in
            let planned = subtask.planned
            return Subtask(
                id: names[planned.subtask - 1], number: planned.subtask,
                description: try view.text(planned.description),
                complexity: planned.complexity.rawValue,
                dependencies: planned.dependencies.map { names[$0 - 1] },
                model: state.options.models[subtask.role],
                status: ResultJSON.word(subtask.status, in: state.phase),
                estimate: view.estimate(of: .subtask(planned.subtask)).map(EstimateJSON.Call.init))
        }
        criticalPath = view.shape.criticalPath.map { names[$0 - 1] }
        width = view.shape.width
        estimate = EstimateJSON(view.estimate)
    }
}
