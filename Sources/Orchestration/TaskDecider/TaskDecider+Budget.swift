internal import Ledger

extension TaskDecider {
    /// The run stops at a cap, once nothing is under way. If there are results that were not merged
    /// before, they are now, as far as another hold fits; otherwise it pauses at once.
    static func reachBudget(_ body: BudgetReached, _ state: TaskState) -> [Event] {
        guard state.phase == .running, state.budgetReached == nil, state.open.isEmpty else {
            return []
        }
        var stopped = state
        stopped.budgetReached = body
        let reached = Event.budgetReached(body)
        return AggregationRound.interim(of: stopped) == nil
            ? [reached, .taskPaused(TaskPaused(reason: .budget))] : [reached]
    }

    /// Holds granted never exceed the cap of the run.
    static func checkBudget(
        _ attempt: AttemptReference, _ state: TaskState
    ) throws(TaskRefusal) {
        guard let cap = state.costMax else { return }
        guard let hold = attempt.holdTicks else { throw .noPrice(model: attempt.model) }
        guard state.spending.fits(hold, under: cap) else {
            throw .overBudget(cap: cap, left: state.spending.left(under: cap), hold: hold)
        }
    }
}

extension TaskState {
    /// The rounds of the aggregation that lead to the final text.
    var finalAggregation: ArraySlice<CallState> {
        let merged = isMergingInterim ? aggregation.count : interimRounds
        return aggregation.dropFirst(merged)
    }

    /// Whether a cap stopped the run before its sub-tasks had ended.
    var isMergingInterim: Bool { budgetReached != nil && plan != nil && !hasAllSubtasksEnded }

    var resultsSoFar: Int { subtasks.count(where: \.hasResult) }

    /// Whether `call` merges what there was when a cap stopped the run.
    func isInterim(_ call: Call) -> Bool {
        call.kind == .aggregation && isMergingInterim && call.round == interimRounds
    }

    mutating func spend(_ recorded: Event) {
        switch recorded {
        case .attemptStarted(let body) where open[body.attempt.id] == nil:
            spending.hold(body.attempt.holdTicks)
        case .attemptAnswered(let body) where open[body.attempt.id] != nil:
            spending.settle(body.ticks, hold: body.attempt.holdTicks)
        case .attemptFailed(let body) where open[body.attempt.id] != nil:
            spending.release(body.attempt.holdTicks)
        case .attemptResolved(let body) where doubtful[body.attempt.id] != nil:
            spending.settle(body.ticks ?? .zero, hold: body.attempt.holdTicks)
        default: break
        }
    }

    mutating func mergedInterim(_ body: AttemptAnswered) {
        interim = CallState.Answer(
            attempt: body.attempt.id, outcome: body.outcome, text: body.text,
            textBytes: body.textBytes, ticks: body.ticks)
        interimResults = resultsSoFar
    }

    /// The rounds that merged something on the way have had their numbers.
    mutating func leaveBudgetStop() {
        if isMergingInterim { interimRounds = aggregation.count }
        budgetReached = nil
    }
}
