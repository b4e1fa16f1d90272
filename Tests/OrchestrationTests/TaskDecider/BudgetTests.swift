import Ledger
import Orchestration
import Testing

@Suite("A task under a cap")
struct BudgetTests {
    private func history(_ cap: Ticks, plan: String...) -> History {
        var history = History(
            .with {
                $0.strategy = .parallel
                $0.costMax = cap
            })
        history.answer(.decomposition(round: 0), plan: .sketch(plan))
        return history
    }

    private func refusal(_ attempt: AttemptReference, _ history: History) -> TaskRefusal? {
        do {
            _ = try TaskDecider.decide(.start(.sample(attempt)), history.state)
            return nil
        } catch {
            return error
        }
    }

    @Test("Holds up to the cap are granted, the next tick is refused with the numbers")
    func holds() {
        var history = history(Ticks(2_500), plan: "a", "b", "c")
        // The plan cost 500; each attempt holds 1,000.
        history.start(.subtask(1))
        history.start(.subtask(2))
        #expect(history.state.spending == Spending(settled: Ticks(500), held: Ticks(2_000)))
        let third = AttemptReference.sample(id(900), .subtask(3), hold: Ticks(1))
        #expect(
            refusal(third, history)
                == .overBudget(cap: Ticks(2_500), left: .zero, hold: Ticks(1)))
        #expect(
            refusal(.sample(id(900), .subtask(3), hold: nil), history)
                == .noPrice(model: "grok-4"))
        #expect("\(TaskRefusal.noPrice(model: "m"))".contains("m"))
        history.answer(.subtask(1), ticks: Ticks(999))
        #expect(refusal(third, history) == nil)
    }

    @Test("A refusal gives the hold back, a lost attempt and an unknown cost do not")
    func settling() {
        var history = history(Ticks(10_000), plan: "a", "b", "c")
        history.fail(.subtask(1), .rateLimited)
        #expect(history.state.spending == Spending(settled: Ticks(500), held: .zero))
        history.lose(.subtask(2), .streamCut)
        #expect(history.state.spending.held == Ticks(1_000))
        history.answer(.subtask(3), ticks: nil)
        #expect(history.state.spending == Spending(settled: Ticks(500), held: Ticks(2_000)))
        #expect(history.state.spending.left(under: Ticks(10_000)) == Ticks(7_500))
        #expect(history.state.spending.left(under: Ticks(1_000)) == .zero)
    }

    @Test("Without results a cap pauses at once, and resuming takes the new cap")
    func pause() {
        var history = history(Ticks(1_200), plan: "a", "b")
        let events = history.when(.reachBudget(.sample()))
        #expect(events.names == ["budget-reached", "task-paused"])
        #expect(history.state.phase == .paused(.budget))
        #expect(TaskDecider.owed(history.state).isEmpty)
        let run = history.nextID()
        history.when(.resume(run: run, costMax: Ticks(9_000)))
        #expect(history.state.costMax == Ticks(9_000))
        #expect(history.state.budgetReached == nil)
        #expect(history.askedSubtasks == [1, 2])
        history.resume()
        #expect(history.state.costMax == Ticks(9_000))
    }

    @Test("While something is under way a cap changes nothing")
    func underWay() {
        var history = history(Ticks(9_000), plan: "a", "b")
        history.start(.subtask(1))
        #expect(history.when(.reachBudget(.sample())).isEmpty)
    }

    @Test("What there is is merged once, then the run pauses; later all of it is merged")
    func interim() {
        var history = history(Ticks(9_000), plan: "a", "b")
        history.answer(.subtask(1))
        #expect(history.when(.reachBudget(.sample())).names == ["budget-reached"])
        #expect(history.asked == [.aggregation(round: 0)])
        let merged = history.answer(.aggregation(round: 0), text: "so far")
        #expect(merged.names == ["attempt-answered", "task-paused"])
        #expect(history.state.interim?.text == named("so far"))
        #expect(history.state.finished == nil)
        history.resume()
        #expect(history.asked == [.subtask(2)])
        // Nothing new: no second merge of the same.
        let again = history.when(.reachBudget(.sample()))
        #expect(again.names == ["budget-reached", "task-paused"])
        history.resume()
        history.answer(.subtask(2))
        #expect(history.asked == [.aggregation(round: 1)])
        history.answer(.aggregation(round: 1), text: "all")
        #expect(history.state.phase == .finished(.succeeded))
        #expect(history.state.finished?.result == named("all"))
    }

    @Test("A merge that does not fit or fails pauses the run; it is not the task that failed")
    func failedMerge() {
        var first = history(Ticks(9_000), plan: "a", "b")
        first.answer(.subtask(1))
        var second = first
        first.when(.reachBudget(.sample()))
        first.when(.pause(.budget))
        #expect(first.state.phase == .paused(.budget))
        first.resume()
        #expect(first.asked == [.subtask(2)])
        second.when(.reachBudget(.sample()))
        let events = second.fail(.aggregation(round: 0), .unknownModel)
        #expect(events.names == ["attempt-failed", "task-paused"])
        second.resume()
        second.answer(.subtask(2))
        #expect(second.asked == [.aggregation(round: 1)])
        second.answer(.aggregation(round: 1))
        #expect(second.state.phase == .finished(.succeeded))
    }

    @Test("Amounts in dollars are read exactly, and nothing else is")
    func amounts() {
        #expect(Ticks(usd: "0.50") == Ticks(5_000_000_000))
        #expect(Ticks(usd: "$5") == Ticks(50_000_000_000))
        #expect(Ticks(usd: "0.0000000001") == Ticks(1))
        #expect(Ticks(usd: "922337203.6854775807") == Ticks(.max))
        for text in [
            "", ".5", "5.", "-1", "+1", "1e3", "0.00000000001", "1,50", "$", "1.2.3", " 1",
            "922337203.6854775808", "٣",
        ] {
            #expect(Ticks(usd: text) == nil, "\(text)")
        }
    }
}
