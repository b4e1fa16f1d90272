internal import Foundation
internal import Ledger
internal import Orchestration

/// The object that ends `run --json`.
struct ResultJSON: Encodable {
    struct Subtask: Encodable {
        let id: String
        let description: String
        let status: String
        let model: String
        @Nullable var account: String?
        let tokens: Int64
        let ticks: Int64
    }

    struct Usage: Encodable {
        let promptTokens: Int64
        let cachedTokens: Int64
        let completionTokens: Int64
        let reasoningTokens: Int64
        let totalTokens: Int64
    }

    struct Cost: Encodable {
        let ticks: Int64
        let usd: String
        let label: String
    }

    struct Account: Encodable {
        let name: String
        let requests: Int
        let tokens: Int64
        let ticks: Int64
    }

    /// What was signed because the task has ended.
    struct Checkpoint: Encodable {
        let size: Int64
        let root: String
    }

    let type = "result"
    let taskId: String
    let status: String
    let requestedStrategy: String
    let effectiveStrategy: String
    let subtasks: [Subtask]
    @Nullable var result: String?
    @Nullable var resultSoFar: String?
    let usage: Usage
    let cost: Cost
    let budget: BudgetJSON
    let accounts: [Account]
    let durationMs: Int64
    @Nullable var checkpoint: Checkpoint?
    @Nullable var forkedFrom: ForkJSON?

    init(
        _ report: TaskReport, checkpoint: TreeCheckpoint?, text: (Commitment) throws -> String
    ) throws {
        self.checkpoint = checkpoint.map {
            Checkpoint(size: $0.size, root: $0.root.hexadecimal)
        }
        let state = report.state
        taskId = state.submitted?.task.text ?? ""
        status = report.status
        requestedStrategy = state.options.strategy.rawValue
        effectiveStrategy = (state.plan?.effectiveStrategy ?? state.options.strategy).rawValue
        subtasks = try state.subtasks.map { try Self.subtask($0, report, text) }
        result = try state.finished.map { try text($0.result) }
        let interim = state.finished == nil ? state.interim : nil
        resultSoFar = try interim.map { try text($0.text) }
        budget = BudgetJSON(report)
        usage = Usage(report.total.usage)
        cost = Cost(report.total.cost)
        accounts = report.accounts.map { Account(name: $0.name, work: $0.work) }
        durationMs = report.durationMs
        forkedFrom = ForkJSON(state)
    }

    private static func subtask(
        _ subtask: SubtaskState, _ report: TaskReport, _ text: (Commitment) throws -> String
    ) throws -> Subtask {
        let number = subtask.planned.subtask
        let work = report.bySubtask[number] ?? WorkSum()
        let last = report.lastAttempt(of: .subtask(number))
        return Subtask(
            id: try text(subtask.planned.name),
            description: try text(subtask.planned.description),
            status: word(subtask.status, in: report.state.phase),
            model: report.state.options.models[subtask.role],
            account: last?.started.attempt.account, tokens: work.usage.totalTokens,
            ticks: work.cost.settled.count)
    }

    /// One word for scripts. Nothing runs in a task that does not.
    static func word(_ status: SubtaskState.Status, in phase: TaskState.Phase) -> String {
        switch status {
        case .waiting: phase == .cancelled ? "cancelled" : "waiting"
        case .ready where phase == .cancelled: "cancelled"
        case .ready: phase == .running ? "running" : "waiting"
        case .finished(.complete): "completed"
        case .finished(let outcome): outcome.rawValue
        case .failed: "failed"
        case .skipped: "skipped"
        }
    }
}

extension ResultJSON.Usage {
    init(_ usage: TokenUsage) {
        promptTokens = usage.promptTokens
        cachedTokens = usage.cachedTokens
        completionTokens = usage.completionTokens
        reasoningTokens = usage.reasoningTokens
        totalTokens = usage.totalTokens
    }
}

extension ResultJSON.Cost {
    /// What is settled; `label` says what that means.
    init(_ cost: CostSum) {
        ticks = cost.settled.count
        usd = cost.settled.usd
        label = cost.label
    }
}

extension ResultJSON.Account {
    init(name: String, work: WorkSum) {
        self.name = name
        requests = work.attempts
        tokens = work.usage.totalTokens
        ticks = work.cost.settled.count
    }
}

/// How the program writes JSON: snake case, sorted keys, one line.
enum JSONText {
    static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
