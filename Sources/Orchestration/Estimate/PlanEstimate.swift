public import Ledger

/// What carrying out a plan will probably cost, and at most, before anything of it is paid for.
public struct PlanEstimate: Hashable, Sendable {
    /// An amount with what it leaves out.
    public struct Total: Hashable, Sendable {
        public let ticks: Ticks
        /// Calls of which nobody knows what they cost.
        public let unknownCalls: Int
    }

    /// The calls that have no answer yet: sub-tasks in the plan's order, then the merges. More than
    /// one merge only if results can get too long for one.
    public let calls: [CallEstimate]
    /// Every call at its p50: what such a plan typically costs.
    public let p50: Total
    /// Every call at its p90: rarely more.
    public let p90: Total
    /// Every call at its bound. A provider that reasons more than the allowance can bill more, and
    /// calls that have to be asked again cost again.
    public let bound: Total

    /// Tokens that our own words add to a prompt, generously.
    static let wordsTokensMax = 1_024
    /// Tokens that a heading adds, generously.
    static let headingTokensMax = 256

    /// The estimate for all that `state` still has to ask. Empty without a plan.
    public init(
        of state: TaskState, prices: PriceBook, history: CostHistory
    ) throws(MoneyOverflow) {
        var calls: [CallEstimate] = []
        let prompts = PromptBounds(state)
        for subtask in state.subtasks where !subtask.hasEnded {
            calls.append(
                try CallEstimate(
                    .subtask(subtask.planned.subtask), role: subtask.role,
                    options: state.options, promptTokensMax: prompts.subtask(subtask.planned),
                    prices: prices, history: history))
        }
        for (round, tokens) in prompts.merges.enumerated()
        where state.state(of: .aggregation(round: round)).answer == nil {
            calls.append(
                try CallEstimate(
                    .aggregation(round: round), role: .aggregation, options: state.options,
                    promptTokensMax: tokens, prices: prices, history: history))
        }
        try self.init(calls)
    }

    public init(_ calls: [CallEstimate]) throws(MoneyOverflow) {
        self.calls = calls
        // What is probable is that all results fit into one merge.
        let probable = calls.filter { $0.call.kind != .aggregation || $0.call.round == 0 }
        p50 = try Self.total(probable.map(\.p50))
        p90 = try Self.total(probable.map(\.p90))
        bound = try Self.total(calls.map(\.bound))
    }

    private static func total(_ amounts: [Ticks?]) throws(MoneyOverflow) -> Total {
        var sum = Ticks.zero
        for case let ticks? in amounts { sum = try sum.adding(ticks) }
        return Total(ticks: sum, unknownCalls: amounts.count { $0 == nil })
    }
}

/// How long prompts can get: every byte of a known text as a token, every result that is still to
/// come at its longest.
private struct PromptBounds {
    private let state: TaskState
    private let taskTokens: Int

    init(_ state: TaskState) {
        self.state = state
        taskTokens =
            (state.submitted.map { $0.descriptionBytes + $0.contextBytes } ?? 0)
            + PlanEstimate.wordsTokensMax
    }

    func subtask(_ planned: SubtaskPlanned) -> Int {
        let isSequential = state.plan?.effectiveStrategy == .sequential
        let earlier = isSequential ? Array(1..<planned.subtask) : planned.dependencies
        return taskTokens + planned.descriptionBytes
            + earlier.reduce(0) { $0 + result(state.subtasks[$1 - 1]) }
    }

    private func result(_ subtask: SubtaskState) -> Int {
        let text =
            subtask.call.answer?.textBytes
            ?? Int(Hold.completionTokensMax(of: subtask.role, subtasksMax: 0))
        return text + subtask.planned.descriptionBytes + PlanEstimate.headingTokensMax
    }

    /// The merges' prompts, level by level, as ``AggregationRound`` packs them.
    var merges: [Int] {
        guard !state.subtasks.isEmpty else { return [] }
        let answer = Int(Hold.completionTokensMax(of: .aggregation, subtasksMax: 0))
        let window = ModelCatalog.windowTokens(of: state.options.models.aggregation)
        let capacity = max(0, window - answer - taskTokens)
        var prompts: [Int] = []
        var level = state.subtasks.map(result)
        while true {
            let groups = Self.pack(level, capacity: capacity)
            guard groups.count > 1, groups.count < level.count else {
                return prompts + [taskTokens + level.reduce(0, +)]
            }
            level = groups.map { group in
                guard group.count > 1 else { return group[0] }
                prompts.append(taskTokens + group.reduce(0, +))
                return answer + PlanEstimate.headingTokensMax
            }
        }
    }

    private static func pack(_ level: [Int], capacity: Int) -> [[Int]] {
        var groups: [[Int]] = []
        var free = 0
        for size in level {
            if groups.isEmpty || size > free {
                groups.append([])
                free = capacity
            }
            groups[groups.count - 1].append(size)
            free -= size
        }
        return groups
    }
}
