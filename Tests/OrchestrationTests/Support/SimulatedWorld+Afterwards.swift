import Ledger
import Orchestration
import Testing

// What people decide about a task that stopped.
extension SimulatedWorld {
    /// A step, or a decision of somebody who finds the task without a process.
    mutating func stepOrDecide() {
        guard random.isOne(in: 6) else { return isFinished ? () : step() }
        switch Int.random(in: 0..<100, using: &random) {
        case ..<35: resolve()
        case ..<80: retry()
        case ..<95: decide(.holdUnknown)
        default: decide(.cancel)
        }
    }

    private mutating func resolve() {
        let doubtful = history.state.doubtful.values.sorted { $0.id.low < $1.id.low }
        guard let attempt = doubtful.randomElement(using: &random) else { return }
        let ticks = random.isOne(in: 2) ? Ticks(Int64.random(in: 1...900, using: &random)) : nil
        history.when(
            .resolve(AttemptResolved(attempt: attempt, source: .operator, billed: ticks)))
    }

    private mutating func retry() {
        let count = history.state.subtasks.count
        let subtask =
            random.isOne(in: 2) || count == 0 ? nil : Int.random(in: 1...count, using: &random)
        decide(.retry(run: history.nextID(), subtask: subtask))
    }

    /// If the rules allow it. Whoever decides has the lease: no process remembers anything.
    private mutating func decide(_ command: TaskCommand) {
        guard (try? TaskDecider.decide(command, history.state))?.isEmpty == false else { return }
        orphans += inFlight.values.sorted { $0.id.low < $1.id.low }
        inFlight = [:]
        history.when(command)
    }

    /// Goes on with a task that was forked from this one at some point; nil if there is nothing to
    /// inherit.
    mutating func forked() -> SimulatedWorld? {
        let count = Int.random(in: 1...history.events.count, using: &random)
        let before = TaskDecider.fold(history.events.prefix(count))
        let subtask =
            random.isOne(in: 2) || before.subtasks.isEmpty
            ? nil : Int.random(in: 1...before.subtasks.count, using: &random)
        guard let known = before.submitted else { return nil }
        let submitted = TaskSubmitted(
            task: known.task, description: known.description,
            descriptionBytes: known.descriptionBytes, context: known.context,
            contextBytes: known.contextBytes, outputFile: nil, options: known.options,
            forkedFrom: ForkOrigin(task: known.task, position: Int64(count + 1), subtask: subtask))
        let command = TaskCommand.fork(submitted, from: before)
        guard (try? TaskDecider.decide(command, TaskDecider.initial)) != nil else { return nil }
        var fork = self
        fork.history = History()
        fork.inFlight = [:]
        fork.orphans = []
        fork.history.when(command)
        return fork
    }
}
