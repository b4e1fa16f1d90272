import Ledger
import Orchestration
import Testing

@Suite("Answers and results")
struct AnswerTests {
    @Test("A task whose answers are all complete succeeds with the aggregation's text")
    func succeeded() {
        var history = History(.parallel, plan: "a", "b")
        history.answer(.subtask(1))
        history.answer(.subtask(2))
        let attempt = history.start(.aggregation(round: 0))
        let events = history.answer(.aggregation(round: 0), text: "the end")
        #expect(
            events.last
                == .taskFinished(
                    TaskFinished(
                        status: .succeeded, result: named("the end"), attempt: attempt.id)))
        #expect(events.names == ["attempt-answered", "task-finished"])
    }

    @Test(
        "An answer that is cut, refused or empty is kept under its name and makes the run partial",
        arguments: [AnswerOutcome.cut, .refused, .empty])
    func oddOutcomes(outcome: AnswerOutcome) {
        var history = History(.parallel, plan: "a", "b")
        let attempt = history.start(.subtask(1))
        let events = history.answer(.subtask(1), outcome, text: "something")
        #expect(
            events.last
                == .subtaskFinished(
                    SubtaskFinished(
                        subtask: 1, attempt: attempt.id, outcome: outcome,
                        text: named("something"))))
        history.answer(.subtask(2))
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.partial))
    }

    @Test(
        "An aggregation that is cut, refused or empty finishes the run as partial",
        arguments: [AnswerOutcome.cut, .refused, .empty])
    func oddAggregation(outcome: AnswerOutcome) {
        var history = History(.parallel, plan: "a")
        history.answer(.subtask(1))
        history.answer(.aggregation(round: 0), outcome)
        #expect(history.state.phase == .finished(.partial))
    }

    @Test("A failed sub-task among others makes the run partial")
    func failedAmongOthers() {
        var history = History(.parallel, plan: "a", "b")
        history.fail(.subtask(1), .invalidRequest)
        #expect(history.asked == [.subtask(2)])
        history.answer(.subtask(2))
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.partial))
    }

    @Test("A document is saved with the result if the run was asked to, and not otherwise")
    func document() {
        var history = History(.parallel, plan: "a") { $0.savesDocument = true }
        history.answer(.subtask(1))
        let events = history.answer(.aggregation(round: 0), text: "the end")
        #expect(events.names == ["attempt-answered", "document-saved", "task-finished"])
        #expect(
            events[1]
                == .documentSaved(
                    DocumentSaved(
                        title: named("the task"), content: named("the end"), format: .markdown)))
    }

    @Test("Answers that arrive while the task is paused count: the last one finishes it")
    func whilePaused() {
        var history = History(.parallel, plan: "a", "b")
        history.start(.subtask(1))
        history.start(.subtask(2))
        history.when(.pause(.interrupted))
        #expect(
            history.answer(.subtask(1)).names == ["attempt-answered", "subtask-finished"])
        #expect(
            history.lose(.subtask(2), .interrupted).names == ["attempt-outcome-unknown"])
        history.resume()
        #expect(history.asked == [.subtask(2)])
        history.answer(.subtask(2))
        history.start(.aggregation(round: 0))
        history.when(.pause(.interrupted))
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.succeeded))
    }

    @Test("Answers that arrive after the task has failed are kept and not asked for again")
    func afterFailure() {
        var history = History.withTwoMerges()
        history.start(.aggregation(round: 0))
        history.start(.aggregation(round: 1))
        #expect(
            history.fail(.aggregation(round: 0), .invalidRequest).last
                == .taskFailed(TaskFailed(reason: .aggregationFailed, cause: .invalidRequest)))
        #expect(history.answer(.aggregation(round: 1)).names == ["attempt-answered"])
        history.resume()
        #expect(history.asked == [.aggregation(round: 0)])
    }

    @Test("Failures that arrive after the task has failed are recorded, and nothing else happens")
    func failureAfterFailure() {
        var history = History.withTwoMerges()
        history.start(.aggregation(round: 0))
        history.start(.aggregation(round: 1))
        history.fail(.aggregation(round: 0), .invalidRequest)
        #expect(history.fail(.aggregation(round: 1), .unknownModel).names == ["attempt-failed"])
        history.resume()
        #expect(history.asked == [.aggregation(round: 0), .aggregation(round: 1)])
    }
}

extension History {
    /// A task whose four results are too long for one merge.
    static func withTwoMerges() -> History {
        var history = History(.parallel, plan: "a", "b", "c", "d")
        for number in 1...4 { history.answer(.subtask(number), bytes: 300_000) }
        return history
    }
}
