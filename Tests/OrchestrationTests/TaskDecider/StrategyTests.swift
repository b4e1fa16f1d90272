import Ledger
import Orchestration
import Testing

@Suite("The three strategies")
struct StrategyTests {
    @Test("Parallel starts everything at once, drops the dependencies and counts them")
    func parallel() {
        let history = History(.parallel, plan: "a", "b<a", "c<a,b", "d<c")
        #expect(history.askedSubtasks.sorted() == [1, 2, 3, 4])
        #expect(history.state.plan?.droppedDependencies == 4)
        #expect(history.state.subtasks.allSatisfy { $0.planned.dependencies.isEmpty })
    }

    @Test("What the model recommends is recorded and changes nothing")
    func recommendation() {
        for strategy in Strategy.allCases {
            var history = History(.with { $0.strategy = strategy })
            history.answer(
                .decomposition(round: 0), plan: .sketch(["a", "b<a"], strategy: .parallel))
            #expect(history.state.plan?.requestedStrategy == strategy)
            #expect(history.state.plan?.effectiveStrategy == strategy)
            #expect(history.state.plan?.recommendedStrategy == .parallel)
        }
    }

    @Test("Sequential asks one after the other, in the plan's order, and keeps the dependencies")
    func sequential() {
        var history = History(.sequential, plan: "a", "b", "c<a")
        #expect(history.state.plan?.droppedDependencies == 0)
        for number in 1...3 {
            #expect(history.askedSubtasks == [number])
            history.start(.subtask(number))
            #expect(history.asked.isEmpty)
            history.answer(.subtask(number))
        }
        #expect(history.asked == [.aggregation(round: 0)])
    }

    @Test("Sequential goes on after a failure with those that do not depend on it")
    func sequentialFailure() {
        var history = History(.sequential, plan: "a", "b<a", "c", "d<b")
        history.fail(.subtask(1), .invalidRequest)
        #expect(
            history.statuses == [
                .failed(.invalidRequest), .skipped(because: 1), .ready, .skipped(because: 2),
            ])
        #expect(history.askedSubtasks == [3])
        history.answer(.subtask(3))
        #expect(history.asked == [.aggregation(round: 0)])
    }

    @Test("Adaptive starts a sub-task the moment its own dependencies have finished")
    func adaptive() {
        // b is slow: e waits for it, c and d do not.
        var history = History(.adaptive, plan: "a", "b", "c<a", "d<c", "e<b,d")
        #expect(history.askedSubtasks == [1, 2])
        history.start(.subtask(2))
        history.answer(.subtask(1))
        #expect(history.askedSubtasks == [3])
        history.answer(.subtask(3))
        #expect(history.askedSubtasks == [4])
        history.answer(.subtask(4))
        #expect(history.asked.isEmpty)
        history.answer(.subtask(2))
        #expect(history.askedSubtasks == [5])
        history.answer(.subtask(5))
        #expect(history.asked == [.aggregation(round: 0)])
    }

    @Test("The critical path goes first: the longest way to the end, by complexity")
    func criticalPath() {
        let history = History(
            .adaptive, plan: "a:simple", "b:complex", "c:medium", "d:complex<c", "e:simple<d",
            "f:complex<a")
        // a: 1.5 + 6, b: 6, c: 3 + 6 + 1.5
        #expect(history.askedSubtasks == [3, 1, 2])
        let due = TaskDecider.due(history.state, at: history.now, limit: 2)
        #expect(due == [.subtask(3), .subtask(1)])
    }

    @Test("Of equally long paths the plan's order decides")
    func ties() {
        let history = History(.adaptive, plan: "a", "b", "c", "d")
        #expect(history.askedSubtasks == [1, 2, 3, 4])
    }

    @Test("A sub-task that failed for now keeps its place in the order")
    func keepsItsPlace() {
        var history = History(.adaptive, plan: "a:simple", "b:complex", "c:medium")
        #expect(history.askedSubtasks == [2, 3, 1])
        history.start(.subtask(3))
        history.lose(.subtask(2), .streamCut)
        #expect(history.askedSubtasks == [2, 1])
        #expect(
            TaskDecider.due(history.state, at: history.now, limit: 9) == [.subtask(1)])
        let later = TaskDecider.nextDue(history.state, after: history.now)
        #expect(
            TaskDecider.due(history.state, at: later ?? .start, limit: 9)
                == [.subtask(2), .subtask(1)])
    }

    @Test("A sub-task whose dependency was cut, refused or empty runs all the same")
    func oddResultsAreResults() {
        for outcome in [AnswerOutcome.cut, .refused, .empty] {
            var history = History(.adaptive, plan: "a", "b<a")
            history.answer(.subtask(1), outcome)
            #expect(history.askedSubtasks == [2])
        }
    }
}
