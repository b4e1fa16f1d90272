import Ledger
import Testing

@testable import Orchestration

@Suite("What is decided about a task after it stopped")
struct AfterwardsTests {
    static let types = [
        TaskCancelled.type, TaskReopened.type, AnswerInherited.type, AttemptResolved.type,
    ]

    private func refusal(_ command: TaskCommand, _ state: TaskState) -> TaskRefusal? {
        do {
            let events = try TaskDecider.decide(command, state)
            Issue.record("decided \(events.names)")
            return nil
        } catch {
            return error
        }
    }

    /// Sub-task 1 finished, 2 failed, 3 skipped because of 2, 4 cut; the task is partial.
    private func partial() -> History {
        var history = History(.adaptive, plan: "a", "b", "c<b", "d")
        history.answer(.subtask(1))
        history.answer(.subtask(4), .cut)
        history.fail(.subtask(2), .invalidRequest)
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.partial))
        return history
    }

    // MARK: - Cancelling

    @Test("A cancelled task owes nothing, and nobody carries on with it")
    func cancel() {
        var history = History(.adaptive, plan: "a", "b")
        history.start(.subtask(1))
        let events = history.when(.cancel)
        #expect(events.names == ["attempt-outcome-unknown", "task-cancelled"])
        #expect(TaskDecider.owed(history.state).isEmpty)
        #expect(refusal(.resume(run: id(900)), history.state) == .cancelled)
        #expect(refusal(.retry(run: id(900), subtask: nil), history.state) == .cancelled)
        #expect(history.state.mayPayTwice.isEmpty)
    }

    @Test("What has finished is not cancelled; what paused or failed is")
    func cancelEnds() {
        #expect(refusal(.cancel, partial().state) == .alreadyFinished)
        var paused = History(.adaptive, plan: "a")
        paused.when(.pause(.waitLimit))
        #expect(paused.when(.cancel).names == ["task-cancelled"])
        var failed = History(.adaptive, plan: "a")
        failed.fail(.subtask(1), .invalidRequest)
        #expect(failed.when(.cancel).names == ["task-cancelled"])
    }

    // MARK: - Doubt

    @Test("An attempt of unknown outcome is resolved once; any other is refused")
    func resolve() {
        var history = History(.adaptive, plan: "a", "b")
        let attempt = history.start(.subtask(1))
        let billed = AttemptResolved(attempt: attempt, source: .operator, billed: Ticks(7))
        let not = AttemptResolved(attempt: attempt, source: .operator, billed: nil)
        #expect(refusal(.resolve(billed), history.state) == .notInDoubt(attempt.id))
        history.lose(.subtask(1), .streamCut)
        #expect(history.when(.resolve(billed)) == [.attemptResolved(billed)])
        #expect(refusal(.resolve(billed), history.state) == .alreadyResolved(attempt.id))
        #expect(refusal(.resolve(not), history.state) == .alreadyResolved(attempt.id))
        let report = TaskReport(history.events)
        #expect(report.total.cost.settled == Ticks(507))
        #expect(report.total.cost.inDoubtAttempts == 0)
        #expect(report.total.cost.label == "stated")
        #expect(report.attempts[1].resolution == billed)
    }

    @Test("Holding pauses a task whose next request could pay twice, and only that")
    func hold() {
        var history = History(.adaptive, plan: "a", "b")
        history.answer(.subtask(2))
        #expect(history.repeated(.holdUnknown).isEmpty)
        let attempt = history.start(.subtask(1))
        #expect(
            history.when(.holdUnknown).names == ["attempt-outcome-unknown", "task-paused"])
        #expect(history.state.phase == .paused(.outcomeUnknown))
        #expect(history.state.mayPayTwice == [attempt])
        history.when(
            .resolve(AttemptResolved(attempt: attempt, source: .operator, billed: nil)))
        #expect(history.state.mayPayTwice.isEmpty)
        history.resume()
        #expect(history.askedSubtasks == [1])
    }

    @Test("A call that was answered after all is in doubt about money, and asked no more")
    func doubtOfThePast() {
        var history = History(.adaptive, plan: "a", "b")
        history.lose(.subtask(1), .streamCut)
        #expect(history.state.mayPayTwice.count == 1)
        history.wait(ms: 60_000)
        history.answer(.subtask(1))
        #expect(history.state.mayPayTwice.isEmpty)
        #expect(history.state.doubtful.count == 1)
    }

    // MARK: - Retrying

    @Test("What failed and what was skipped for it is owed again, then the aggregation")
    func retry() {
        var history = partial()
        let events = history.when(.retry(run: history.nextID(), subtask: nil))
        guard case .taskReopened(let body) = events.last else {
            Issue.record("\(events.names)")
            return
        }
        #expect(body.subtasks == [2, 3])
        // The plan and the answers to 1 and 4.
        #expect(body.callsReused == 3)
        #expect(body.reusedTicks == Ticks(1_500))
        #expect(history.askedSubtasks == [2])
        history.answer(.subtask(2))
        #expect(history.askedSubtasks == [3])
        history.answer(.subtask(3))
        #expect(history.asked == [.aggregation(round: 0)])
        let attempt = history.start(.aggregation(round: 0))
        #expect(attempt.number == 2)
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.partial))
    }

    @Test("An answer that was cut is asked again only if it is named")
    func retryCut() {
        var history = partial()
        history.when(.retry(run: history.nextID(), subtask: 4))
        #expect(history.askedSubtasks == [4])
        history.answer(.subtask(4))
        history.answer(.aggregation(round: 0))
        #expect(
            history.statuses == [
                .finished(.complete), .failed(.invalidRequest), .skipped(because: 2),
                .finished(.complete),
            ])
    }

    @Test("A skipped sub-task that is named brings back what it waits for")
    func retrySkipped() {
        var history = partial()
        history.when(.retry(run: history.nextID(), subtask: 3))
        #expect(history.askedSubtasks == [2])
        #expect(history.statuses[2] == .waiting)
    }

    @Test("Retrying is refused where nothing failed, nothing ended, or there is no such sub-task")
    func retryRefusals() {
        let state = partial().state
        #expect(refusal(.retry(run: id(900), subtask: 1), state) == .hasResult(1))
        #expect(refusal(.retry(run: id(900), subtask: 9), state) == .noSubtask(9))
        var whole = History(.adaptive, plan: "a")
        #expect(refusal(.retry(run: id(900), subtask: nil), whole.state) == .notEnded)
        whole.answer(.subtask(1))
        whole.answer(.aggregation(round: 0))
        #expect(refusal(.retry(run: id(900), subtask: nil), whole.state) == .nothingFailed)
    }

    @Test("A task that failed is retried from where it failed")
    func retryFailed() {
        var plan = History(RunOptions())
        plan.fail(.decomposition(round: 0), .invalidRequest)
        plan.when(.retry(run: plan.nextID(), subtask: nil))
        #expect(plan.asked == [.decomposition(round: 0)])
        var all = History(.adaptive, plan: "a", "b<a")
        all.fail(.subtask(1), .invalidRequest)
        all.when(.retry(run: all.nextID(), subtask: nil))
        #expect(all.askedSubtasks == [1])
        #expect(all.state.phase == .running)
    }

    // MARK: - Forking

    private func fork(_ history: History, before count: Int, subtask: Int?) -> [Event]? {
        let origin = TaskDecider.fold(history.events.prefix(count))
        let body = TaskSubmitted(
            task: TaskID(random: 8), description: named("the task"), descriptionBytes: 20,
            context: nil, contextBytes: 0, outputFile: nil, options: origin.options,
            forkedFrom: ForkOrigin(
                task: TaskID(random: 7), position: Int64(count + 1), subtask: subtask))
        return try? TaskDecider.decide(.fork(body, from: origin), TaskDecider.initial)
    }

    @Test("A fork has what was answered before the point, owes the rest, and has cost nothing")
    func forked() throws {
        let origin = partial()
        var history = History()
        history.record(try #require(fork(origin, before: origin.events.count, subtask: nil)))
        let calls: [Call] = [.decomposition(round: 0), .subtask(1), .subtask(4)]
        #expect(history.state.inherited.map(\.call) == calls)
        #expect(history.askedSubtasks == [2])
        let report = TaskReport(history.events)
        #expect(report.total == WorkSum())
        history.answer(.subtask(2))
        history.answer(.subtask(3))
        history.answer(.aggregation(round: 0))
        #expect(TaskReport(history.events).total.cost.settled == Ticks(1_500))
    }

    @Test("From a sub-task on, what had its result is asked again, and nothing else")
    func forkedFromSubtask() throws {
        var origin = History(.adaptive, plan: "a", "b<a", "c", "d<b")
        for number in [1, 2, 3, 4] { origin.answer(.subtask(number)) }
        var history = History()
        history.record(try #require(fork(origin, before: origin.events.count, subtask: 2)))
        #expect(history.state.inherited.compactMap(\.call.subtask) == [1, 3])
        #expect(history.askedSubtasks == [2])
    }

    @Test("Before the plan nothing is inherited, and the same fork again is nothing")
    func forkRefusals() throws {
        let origin = partial()
        #expect(fork(origin, before: 2, subtask: nil) == nil)
        #expect(fork(origin, before: origin.events.count, subtask: 9) == nil)
        var history = History()
        history.record(try #require(fork(origin, before: origin.events.count, subtask: nil)))
        let submitted = try #require(history.state.submitted)
        #expect(history.repeated(.fork(submitted, from: origin.state)).isEmpty)
    }
}
