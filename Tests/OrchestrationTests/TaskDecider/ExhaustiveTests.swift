import Ledger
import Testing

@testable import Orchestration

/// Every history of a task with two sub-tasks, within some budget of misfortunes.
private struct Exploration {
    /// A state and what may still go wrong. Identifiers are made from what they name, and time
    /// stands still, so that different ways to the same state meet.
    struct Node: Hashable {
        var state: TaskState
        var resumptions: Int
        var pauses: Int
        /// Attempts that may be lost, to be tried again.
        var losses: Int
        /// How often a cap may stop the run.
        var stops = 1
    }

    /// Whether a task is left alone as soon as it has its plan.
    let endsWithPlan: Bool

    private(set) var visited: Set<Node> = []
    private(set) var phases: Set<TaskState.Phase> = []
    private(set) var problems: [String] = []

    mutating func explore(_ start: Node) {
        var pending = [start]
        visited.insert(start)
        while let node = pending.popLast() {
            phases.insert(node.state.phase)
            check(node)
            if endsWithPlan, node.state.plan != nil { continue }
            for command in commands(node) {
                guard let next = apply(command, node) else { continue }
                if visited.insert(next).inserted { pending.append(next) }
            }
        }
    }

    private func attempt(_ call: Call, _ number: Int) -> AttemptReference {
        let kind = ["decomposition", "subtask", "aggregation"].firstIndex(of: call.kind.rawValue)!
        let name = id(1 + kind * 10_000 + (call.subtask ?? 0) * 1_000 + call.round * 100 + number)
        return .sample(name, call, number: number)
    }

    /// All that can happen: every call that is owed is started, every attempt ends in every way.
    private func commands(_ node: Node) -> [TaskCommand] {
        var commands: [TaskCommand] = []
        for effect in TaskDecider.owed(node.state) {
            switch effect {
            case .ask(let call, _):
                let number = node.state.state(of: call).attempts + 1
                commands.append(.start(.sample(attempt(call, number))))
            case .settle(let name):
                guard let open = node.state.open[name]?.attempt else { continue }
                commands += ends(open, node)
            }
        }
        if node.pauses > 0 { commands.append(.pause(.interrupted)) }
        if node.stops > 0, node.state.phase == .running, node.state.budgetReached == nil,
            node.state.open.isEmpty
        {
            commands.append(.reachBudget(.sample()))
        }
        if node.state.isAwaitingApproval {
            commands.append(.approve(run: id(80_000)))
            let edited = PlanProposal.sketch(["c:complex", "b:simple<c"])
            if !node.state.subtasks.isEmpty { commands.append(.adopt(edited, .edited)) }
        } else if node.resumptions > 0 {
            commands.append(.resume(run: id(90_000 + node.resumptions)))
        }
        return commands
    }

    private func ends(_ attempt: AttemptReference, _ node: Node) -> [TaskCommand] {
        let isPlan = attempt.call.kind == .decomposition
        let good = isPlan ? PlanProposal.sketch(["a:simple", "b:simple<a"]) : nil
        let bad = isPlan ? PlanProposal.read("no plan") : nil
        let lost: [TaskCommand] = [.loseTrack(.sample(attempt, .processDied))]
        return (node.losses > 0 ? lost : []) + [
            .answer(.sample(attempt, .complete), good), .answer(.sample(attempt, .cut), bad),
            .fail(.sample(attempt, .unknownModel)), .loseTrack(.sample(attempt, .safetyRefusal)),
        ]
    }

    private mutating func apply(_ command: TaskCommand, _ node: Node) -> Node? {
        var next = node
        guard let events = try? TaskDecider.decide(command, node.state) else {
            if case .finished = node.state.phase, case .resume = command { return nil }
            problems.append("refused: \(command)")
            return nil
        }
        for event in events {
            TaskDecider.evolve(
                &next.state, Recorded(position: 0, id: id(0), recordedAt: .start, event: event))
        }
        if case .pause = command { next.pauses -= 1 }
        if case .reachBudget = command { next.stops -= 1 }
        if case .resume = command { next.resumptions -= 1 }
        if case .loseTrack(let body) = command, body.reason == .processDied { next.losses -= 1 }
        if let again = try? TaskDecider.decide(command, next.state), !again.isEmpty {
            problems.append("decided twice: \(command)")
        }
        next.state.version = 0
        return next
    }

    private mutating func check(_ node: Node) {
        let state = node.state
        let owed = TaskDecider.owed(state)
        if state.phase == .running, owed.isEmpty { problems.append("waits for nothing: \(state)") }
        let asks = owed.count { if case .ask = $0 { true } else { false } }
        let isRunning = state.phase == .running
        if !isRunning, asks > 0 { problems.append("asks while \(state.phase)") }
        let later = Timestamp.start.advanced(milliseconds: 60_000)
        if TaskDecider.due(state, at: later, limit: 9).count != asks {
            problems.append("what is owed is never due: \(owed)")
        }
        if case .finished = state.phase, !owed.isEmpty { problems.append("never ends: \(owed)") }
    }
}

@Suite("Every history of two sub-tasks")
struct ExhaustiveTests {
    /// Explores all that can happen after `events`.
    private func explore(
        _ events: [Event], losses: Int, endsWithPlan: Bool
    ) -> Set<TaskState.Phase> {
        var state = TaskDecider.initial
        for event in events {
            TaskDecider.evolve(
                &state, Recorded(position: 0, id: id(0), recordedAt: .start, event: event))
        }
        state.version = 0
        var exploration = Exploration(endsWithPlan: endsWithPlan)
        exploration.explore(
            Exploration.Node(state: state, resumptions: 1, pauses: 1, losses: losses))
        print("\(exploration.visited.count) states")
        #expect(exploration.problems.isEmpty, "\(exploration.problems.prefix(3))")
        return exploration.phases
    }

    @Test("No order of events before the plan traps, waits for nothing or decides twice")
    func decomposition() {
        let phases = explore([.taskSubmitted(.sample())], losses: 4, endsWithPlan: true)
        #expect(
            phases == [
                .running, .paused(.interrupted), .paused(.budget), .failed(.planInvalid, nil),
                .failed(.decompositionFailed, .unknownModel),
                .failed(.decompositionFailed, .safetyRefusal),
                .failed(.decompositionFailed, .processDied),
            ])
    }

    @Test(
        "No order of events after the plan traps, waits for nothing or decides twice",
        arguments: [
            (Strategy.parallel, "b:simple", 1), (.sequential, "b:medium<a", 2),
            (.adaptive, "b:medium<a", 4),
        ])
    func subtasks(strategy: Strategy, second: String, losses: Int) {
        let history = History(strategy, plan: "a:simple", second)
        let phases = explore(history.events.map(\.event), losses: losses, endsWithPlan: false)
        let cause = losses < 4 ? FailureReason.unknownModel : .processDied
        #expect(
            phases.isSuperset(of: [
                .running, .paused(.interrupted), .paused(.budget), .finished(.succeeded),
                .finished(.partial),
                .failed(.allSubtasksFailed, cause), .failed(.aggregationFailed, cause),
            ]))
    }

    @Test("No order of events around an approval traps, waits for nothing or decides twice")
    func approval() {
        var history = History(
            .with {
                $0.strategy = .sequential
                $0.awaitsApproval = true
            })
        history.answer(.decomposition(round: 0), plan: .sketch(["a:simple", "b:medium<a"]))
        let phases = explore(history.events.map(\.event), losses: 1, endsWithPlan: false)
        #expect(
            phases.isSuperset(of: [
                .running, .paused(.awaitingApproval), .paused(.interrupted), .finished(.succeeded),
                .finished(.partial), .failed(.allSubtasksFailed, .unknownModel),
            ]))
    }
}
