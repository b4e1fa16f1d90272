internal import Ledger
internal import Orchestration

/// A whole task in JSON: what `show --json` prints, and `replay --json` with the timeline.
struct TaskJSON: Encodable {
    struct Subtask: Encodable {
        let number: Int
        let id: String
        let description: String
        let complexity: String
        let dependencies: [Int]
        let status: String
        let statusText: String
        let model: String
        @Nullable var account: String?
        let tokens: Int64
        let cost: ResultJSON.Cost
        @Nullable var result: String?
    }

    struct InDoubt: Encodable {
        let attempts: Int
        /// Null when there is no bound.
        @Nullable var ticksMax: Int64?
    }

    struct Plan: Encodable {
        let subtasks: Int
        let requestedStrategy: String
        let effectiveStrategy: String
        @Nullable var recommendedStrategy: String?
        let droppedDependencies: Int
        let repairs: Int
        /// `decomposition`, `file` or `edited`.
        let source: String
    }

    struct Document: Encodable {
        let title: String
        let format: String
    }

    struct Step: Encodable {
        let position: Int64
        let recordedAt: String
        let afterMs: Int64
        let type: String
        let summary: String
    }

    let taskId: String
    let description: String
    @Nullable var context: String?
    @Nullable var outputFile: String?
    let status: String
    let statusText: String
    /// The process that is running it.
    @Nullable var pid: Int32?
    @Nullable var submittedAt: String?
    let options: RunOptions
    /// The prompt template that the description was made of.
    @Nullable var template: TemplateReference?
    @Nullable var plan: Plan?
    let refusedPlans: [String]
    let subtasks: [Subtask]
    let attempts: [AttemptJSON]
    @Nullable var result: String?
    @Nullable var resultSoFar: String?
    @Nullable var document: Document?
    let usage: ResultJSON.Usage
    let cost: ResultJSON.Cost
    let inDoubt: InDoubt
    let budget: BudgetJSON
    let accounts: [ResultJSON.Account]
    let resumptions: Int
    let durationMs: Int64
    @Nullable var forkedFrom: ForkJSON?
    /// Only there in a replay.
    let timeline: [Step]?

    init(
        _ report: TaskReport, pid: Int32? = nil, timeline: [Step]? = nil,
        text: (Commitment) throws -> String
    ) throws {
        let state = report.state
        let submitted = state.submitted
        taskId = submitted?.task.text ?? ""
        description = try submitted.map { try text($0.description) } ?? ""
        context = try submitted?.context.map(text)
        outputFile = try submitted?.outputFile.map(text)
        status = report.status
        statusText = FailureText.text(state.phase)
        self.pid = pid
        submittedAt = report.submittedAt.map(Clock.json)
        options = state.options
        template = submitted?.template
        plan = state.plan.map(Plan.init)
        refusedPlans = try state.refusedPlans.map { try text($0.reasons) }
        subtasks = try state.subtasks.map { try Subtask($0, report, text) }
        attempts = try report.attempts.map { try AttemptJSON($0, text: text) }
        result = try state.finished.map { try text($0.result) }
        document = try report.document.map {
            Document(title: try text($0.title), format: $0.format.rawValue)
        }
        let interim = state.finished == nil ? state.interim : nil
        resultSoFar = try interim.map { try text($0.text) }
        budget = BudgetJSON(report)
        usage = ResultJSON.Usage(report.total.usage)
        cost = ResultJSON.Cost(report.total.cost)
        inDoubt = InDoubt(report.total.cost)
        accounts = report.accounts.map { ResultJSON.Account(name: $0.name, work: $0.work) }
        resumptions = report.resumptions.count
        durationMs = report.durationMs
        forkedFrom = ForkJSON(state)
        self.timeline = timeline
    }
}

extension TaskJSON.InDoubt {
    init(_ cost: CostSum) {
        attempts = cost.inDoubtAttempts
        ticksMax = cost.inDoubtUnbounded == 0 ? cost.inDoubtTicksMax.count : nil
    }
}

extension TaskJSON.Plan {
    init(_ plan: PlanAdopted) {
        subtasks = plan.subtasks
        requestedStrategy = plan.requestedStrategy.rawValue
        effectiveStrategy = plan.effectiveStrategy.rawValue
        recommendedStrategy = plan.recommendedStrategy?.rawValue
        droppedDependencies = plan.droppedDependencies
        repairs = plan.repairs
        source = plan.source?.rawValue ?? "decomposition"
    }
}

extension TaskJSON.Subtask {
    init(
        _ subtask: SubtaskState, _ report: TaskReport, _ text: (Commitment) throws -> String
    ) throws {
        let planned = subtask.planned
        let work = report.bySubtask[planned.subtask] ?? WorkSum()
        let last = report.lastAttempt(of: .subtask(planned.subtask))
        number = planned.subtask
        id = try text(planned.name)
        description = try text(planned.description)
        complexity = planned.complexity.rawValue
        dependencies = planned.dependencies
        status = ResultJSON.word(subtask.status, in: report.state.phase)
        statusText = FailureText.status(subtask.status, in: report.state.phase)
        model = report.state.options.models[subtask.role]
        account = last?.started.attempt.account
        tokens = work.usage.totalTokens
        cost = ResultJSON.Cost(work.cost)
        result = try subtask.call.answer.map { try text($0.text) }
    }
}
