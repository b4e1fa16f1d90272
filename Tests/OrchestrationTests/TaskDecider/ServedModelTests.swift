import Ledger
import Orchestration
import Testing

@Suite("An answer of another model")
struct ServedModelTests {
    private func served(_ attempt: AttemptReference, by model: String) -> AttemptAnswered {
        AttemptAnswered(
            attempt: attempt, servedModel: model, response: nil, providerRequest: nil,
            finishReason: "stop", outcome: .complete, text: named("t"), textBytes: 1,
            reasoning: nil, usage: nil, rawUsage: nil,
            charge: Charge(reported: Ticks(70), computed: nil), price: nil, durationMs: 1)
    }

    @Test("is as good as any, unless the run is strict about it")
    func lenient() {
        var history = History(.parallel, plan: "a")
        let attempt = history.start(.subtask(1))
        let events = history.when(.answer(served(attempt, by: "other"), nil))
        #expect(events.names == ["attempt-answered", "subtask-finished"])
    }

    @Test("fails a strict run's sub-task at once, billed and not asked again")
    func strict() {
        var history = History(.parallel, plan: "a", "b") { $0.strictModel = true }
        let attempt = history.start(.subtask(1))
        let events = history.when(.answer(served(attempt, by: "other"), nil))
        #expect(events.names == ["attempt-answered", "subtask-failed"])
        #expect(history.statuses[0] == .failed(.otherModel))
        #expect(history.state.spending.settled == Ticks(500 + 70))
        #expect(history.askedSubtasks == [2])
        history.answer(.subtask(2))
        #expect(history.asked == [.aggregation(round: 0)])
    }

    @Test("fails a strict task where it cannot do without; resuming asks that call anew")
    func whole() {
        var history = History(.with { $0.strictModel = true })
        let first = history.start(.decomposition(round: 0))
        let events = history.when(.answer(served(first, by: "other"), nil))
        #expect(events.names == ["attempt-answered", "task-failed"])
        #expect(history.state.phase == .failed(.decompositionFailed, .otherModel))
        history.resume()
        #expect(history.asked == [.decomposition(round: 0)])
        history.answer(.decomposition(round: 0), plan: .sketch(["a"]))
        history.answer(.subtask(1))
        let merge = history.start(.aggregation(round: 0))
        history.when(.answer(served(merge, by: "other"), nil))
        #expect(history.state.phase == .failed(.aggregationFailed, .otherModel))
        history.resume()
        #expect(history.asked == [.aggregation(round: 0)])
    }
}
