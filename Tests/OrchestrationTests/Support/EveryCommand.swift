import Ledger

@testable import Orchestration

/// Every command that somebody could give in every state of a small task, sensible or not, within a
/// budget of how often something unusual happens. Identifiers are made from what they name and time
/// stands still, so that different ways to the same state meet.
struct EveryCommand {
    struct Node: Hashable {
        var state: TaskState
        /// How often something may still happen that is not the ordinary course.
        var luck: Int
    }

    let submitted: TaskSubmitted
    let plan: PlanProposal
    /// What can be forked: a task without a plan, and one that has results.
    let origins: [TaskState]

    private(set) var visited: Set<Node> = []
    private(set) var decided: Set<String> = []
    private(set) var refused: Set<String> = []
    private(set) var problems: [String] = []

    init(_ options: RunOptions, plan: String..., origins: [TaskState]) {
        submitted = .sample(options)
        self.plan = .sketch(plan)
        self.origins = origins
    }

    mutating func explore(luck: Int) {
        let start = Node(state: TaskDecider.initial, luck: luck)
        var pending = [start]
        visited.insert(start)
        while let node = pending.popLast() {
            for (command, cost) in usual(node.state).map({ ($0, 0) })
                + unusual(node.state).map({ ($0, 1) })
            {
                guard let next = give(command, node, cost: cost), next.luck >= 0 else { continue }
                if visited.insert(next).inserted { pending.append(next) }
            }
        }
    }

    /// What it leads to; nil if it is refused.
    private mutating func give(_ command: TaskCommand, _ node: Node, cost: Int) -> Node? {
        let events: [Event]
        do {
            events = try TaskDecider.decide(command, node.state)
        } catch {
            refused.insert(error.name)
            if "\(error)".isEmpty { problems.append("refused without a sentence: \(command)") }
            return nil
        }
        if !events.isEmpty { decided.insert(command.name) }
        var next = Node(state: node.state, luck: node.luck - cost)
        for event in events {
            TaskDecider.evolve(
                &next.state, Recorded(position: 0, id: id(0), recordedAt: .start, event: event))
        }
        next.state.version = 0
        if let again = try? TaskDecider.decide(command, next.state), !again.isEmpty {
            problems.append("\(command.name) decided twice in \(node.state.phase): \(again.names)")
        }
        check(next.state, after: command)
        return next
    }

    private mutating func check(_ state: TaskState, after command: TaskCommand) {
        let owed = TaskDecider.owed(state)
        let settles = owed.count { if case .settle = $0 { true } else { false } }
        if settles != state.open.count {
            problems.append("\(command.name): \(settles) of \(state.open.count) are owed an end")
        }
        if state.phase == .running, owed.isEmpty {
            problems.append("\(command.name): it runs and waits for nothing")
        }
        if state.phase != .running, owed.count != settles {
            problems.append("\(command.name): it asks while \(state.phase)")
        }
        guard let cap = state.costMax else { return }
        if state.spending.held > cap {
            problems.append("\(command.name): \(state.spending.held) held under \(cap)")
        }
    }

    // MARK: - Commands

    private func attempt(_ call: Call, _ number: Int, hold: Ticks? = Ticks(1_000))
        -> AttemptReference
    {
        let kind = ["decomposition", "subtask", "aggregation"].firstIndex(of: call.kind.rawValue)!
        let name = 1 + kind * 100_000 + (call.subtask ?? 0) * 10_000 + call.round * 1_000 + number
        return .sample(id(name), call, number: number, hold: hold)
    }

    /// The ordinary course: what is owed is asked, and answered.
    private func usual(_ state: TaskState) -> [TaskCommand] {
        guard state.submitted != nil else { return [.submit(submitted)] }
        var commands: [TaskCommand] = []
        for case .ask(let call, _) in TaskDecider.owed(state) {
            let number = state.state(of: call).attempts + 1
            commands.append(.start(.sample(attempt(call, number))))
        }
        for open in state.open.values {
            let isPlan = open.attempt.call.kind == .decomposition
            commands.append(.answer(.sample(open.attempt), isPlan ? plan : nil))
        }
        return commands
    }

    private func unusual(_ state: TaskState) -> [TaskCommand] {
        let other = TaskSubmitted.sample(.with { $0.subtasksMax = 3 })
        var commands: [TaskCommand] = [
            .submit(other), .pause(.interrupted), .reachBudget(.sample()), .holdUnknown, .cancel,
            .adopt(.sketch(["x", "y<x"]), .edited), .adopt(.sketch(["x"]), .file),
            .adopt(.read("no plan"), .edited), .approve(run: id(70_000)),
            .resume(run: id(80_000), costMax: state.costMax.map { Ticks($0.count * 2) }),
            .retry(run: id(90_000), subtask: nil), .retry(run: id(90_001), subtask: 1),
            .retry(run: id(90_002), subtask: 9),
        ]
        for call in [Call.decomposition(round: 0), .subtask(1), .aggregation(round: 0)] {
            let number = state.state(of: call).attempts + 1
            commands += [
                .start(.sample(attempt(call, number, hold: Ticks(1 << 40)))),
                .start(.sample(attempt(call, number, hold: nil))),
                .fail(.sample(attempt(call, number), .notSent)),
            ]
        }
        for open in state.open.values {
            commands += [
                .answer(.sample(open.attempt, .cut), .read("no plan")),
                .fail(.sample(open.attempt, .invalidRequest)),
                .loseTrack(.sample(open.attempt, .streamCut)),
                .resolve(AttemptResolved(attempt: open.attempt, source: .operator, billed: nil)),
            ]
        }
        for doubtful in state.doubtful.values {
            commands.append(
                .resolve(
                    AttemptResolved(attempt: doubtful, source: .operator, billed: Ticks(700))))
        }
        for resolved in state.resolved {
            commands.append(
                .resolve(
                    AttemptResolved(attempt: .sample(resolved), source: .operator, billed: nil)))
        }
        commands += forks()
        return commands
    }

    /// A fork of a sub-task that is not there as well.
    private func forks() -> [TaskCommand] {
        origins.flatMap { origin in
            [1, 9].map { subtask in
                .fork(
                    TaskSubmitted(
                        task: submitted.task, description: submitted.description,
                        descriptionBytes: submitted.descriptionBytes, context: nil,
                        contextBytes: 0, outputFile: nil, options: submitted.options,
                        forkedFrom: ForkOrigin(
                            task: TaskID(random: 9), position: 9, subtask: subtask)),
                    from: origin)
            }
        }
    }
}
