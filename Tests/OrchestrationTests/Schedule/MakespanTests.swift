import Ledger
import Orchestration
import Testing

@Suite("How long a plan takes")
struct MakespanTests {
    /// A plan whose calls take the time that they are given, carried out by the rules: what is due
    /// is started while there is room, and the next to be done is answered.
    private func makespan(_ history: History, durations: [Int], concurrency: Int) -> Int {
        var history = history
        var now = 0
        var running: [(end: Int, subtask: Int)] = []
        while !history.state.hasAllSubtasksEnded {
            let room = concurrency - running.count
            for call in TaskDecider.due(history.state, at: history.now, limit: room) {
                guard let number = call.subtask else { continue }
                history.start(call)
                running.append((now + durations[number - 1], number))
            }
            guard let next = running.map(\.end).min() else {
                Issue.record("nothing is due and nothing is under way")
                return .max
            }
            history.wait(ms: Int64(next - now))
            now = next
            // All that end now, before anybody asks what is due.
            for number in running.filter({ $0.end == now }).map(\.subtask).sorted() {
                history.answer(.subtask(number))
            }
            running.removeAll { $0.end == now }
        }
        return now
    }

    private func adopted(_ draft: PlanDraft, _ concurrency: Int) -> History {
        var history = History(
            .with {
                $0.subtasksMax = draft.subtasks.count
                $0.concurrency = concurrency
            })
        history.answer(
            .decomposition(round: 0),
            plan: .read(draft.json, subtasksMax: draft.subtasks.count))
        return history
    }

    private func typical(_ complexity: Complexity) -> Int {
        switch complexity {
        case .simple: 1_500
        case .medium: 3_000
        case .complex: 6_000
        }
    }

    @Test("On 500 random plans it is within 2 % of a list schedule by critical path")
    func listSchedule() {
        var random = SeededGenerator("makespan")
        var worst = 0.0
        var waited = 0
        var clairvoyant = 0.0
        for _ in 0..<500 {
            let count = Int.random(in: 1...40, using: &random)
            let edges = Int.random(in: 0...(count * 3), using: &random)
            let draft = PlanDraft.random(
                count: count, edges: edges...edges, isAcyclic: true, &random)
            let concurrency = Int.random(in: 1...8, using: &random)
            let history = adopted(draft, concurrency)
            let planned = history.state.subtasks.map(\.planned)
            let weights = planned.map { typical($0.complexity) }
            // Around what is typical: half of it to twice as long.
            let durations = weights.map { Int.random(in: ($0 / 2)...($0 * 2), using: &random) }
            let list = ListSchedule(
                durations: durations, weights: weights,
                predecessors: planned.map { $0.dependencies.map { $0 - 1 } })
            let best = list.makespan(workers: concurrency)
            let ours = makespan(history, durations: durations, concurrency: concurrency)
            #expect(ours * 100 <= best * 102, "\(ours) ms instead of \(best) ms")
            #expect(ours >= list.lowerBound(workers: concurrency))
            let knowing = ListSchedule(
                durations: durations, weights: durations, predecessors: list.predecessors)
            clairvoyant += Double(ours) / Double(knowing.makespan(workers: concurrency)) / 500
            worst = max(worst, Double(ours) / Double(best))
            if ours > list.lowerBound(workers: concurrency) { waited += 1 }
        }
        print("500 plans: at worst \(worst) of the list schedule; \(waited) above the lower bound;")
        print("on average \(clairvoyant) of a list schedule that knows every duration beforehand")
    }

    @Test("The checker is no rule of the program: in the plan's order it would be slower")
    func control() {
        // The long way is last in the plan: whoever goes by the plan's order begins it last.
        let draft = PlanDraft.sketch([
            "a:simple", "b:simple", "c:complex", "d:complex<c", "e:complex<d",
        ])
        let history = adopted(draft, 1)
        let order = TaskDecider.due(history.state, at: history.now, limit: 3)
        #expect(order.first == .subtask(3))
    }
}
