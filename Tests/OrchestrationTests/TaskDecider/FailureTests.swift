import Ledger
import Orchestration
import Testing

@Suite("Attempts that fail")
struct FailureTests {
    /// What becomes of a sub-task whose attempts all end for one reason.
    private enum End: Equatable {
        case fails(after: Int)
        case pauses(after: Int, PauseReason)
    }

    private func ending(_ reason: FailureReason) -> End {
        switch reason {
        case .unknownModel, .invalidRequest, .simulatorAnswered, .safetyRefusal, .answerTooLarge,
            .otherModel:
            .fails(after: 1)
        case .serverError, .connectionLost, .streamCut, .timedOut, .unreadableAnswer:
            .fails(after: 4)
        case .rateLimited, .atCapacity, .permitExpired, .noCredit, .badCredential, .forbidden:
            .pauses(after: 20, .waitLimit)
        case .notSent:
            .pauses(after: 4, .providerUnreachable)
        case .untrustedCertificate:
            .pauses(after: 1, .providerUnreachable)
        case .interrupted, .processDied:
            .fails(after: .max)
        }
    }

    @Test(
        "Every reason has its verdict: how often it is tried again, and what comes then",
        arguments: FailureReason.allCases.filter { ![.interrupted, .processDied].contains($0) })
    func verdicts(reason: FailureReason) {
        var history = History(.parallel, plan: "a:simple", "b:complex")
        let expected = ending(reason)
        for number in 1...25 {
            let events =
                reason.isUnbilled
                ? history.fail(.subtask(1), reason) : history.lose(.subtask(1), reason)
            let ended = reason.isUnbilled ? "attempt-failed" : "attempt-outcome-unknown"
            #expect(events.names.first == ended)
            switch expected {
            case .fails(let after) where number == after:
                #expect(
                    events.dropFirst() == [
                        .subtaskFailed(
                            SubtaskFailed(subtask: 1, reason: reason, attempts: number))
                    ])
                #expect(history.state.phase == .running)
                return
            case .pauses(let after, let pause) where number == after:
                #expect(events.dropFirst() == [.taskPaused(TaskPaused(reason: pause))])
                #expect(history.state.subtasks[0].status == .ready)
                return
            default:
                #expect(events.count == 1)
                #expect(Set(history.askedSubtasks) == [1, 2])
            }
        }
        Issue.record("25 attempts and no end")
    }

    @Test("A run that is stopped by hand does not use up tries")
    func interrupted() {
        var history = History(.parallel, plan: "a")
        for _ in 1...30 { history.lose(.subtask(1), .interrupted) }
        #expect(history.asked == [.subtask(1)])
        #expect(history.state.subtasks[0].call.failures == 0)
        #expect(history.start(.subtask(1)).number == 31)
    }

    @Test("Refusals that are not billed do not count among the four")
    func unbilledAreApart() {
        var history = History(.parallel, plan: "a", "b")
        for _ in 1...3 { history.lose(.subtask(1), .streamCut) }
        for _ in 1...19 { history.fail(.subtask(1), .rateLimited) }
        #expect(history.askedSubtasks == [1, 2])
        #expect(
            history.lose(.subtask(1), .streamCut).last
                == .subtaskFailed(SubtaskFailed(subtask: 1, reason: .streamCut, attempts: 23)))
    }

    @Test("A failed attempt prefers another account the next time")
    func remembersTheAccount() {
        var history = History(.parallel, plan: "a")
        history.start(.subtask(1), account: "account-2")
        history.fail(.subtask(1), .rateLimited)
        #expect(history.state.subtasks[0].call.lastAccount == "account-2")
    }

    @Test("A model that nobody knows stops its role at once, and the others go on")
    func unknownModel() {
        var history = History(
            .adaptive, plan: "a:simple", "b:complex", "c:complex", "d:complex<a", "e:medium<d",
            "f:simple<e")
        history.start(.subtask(2))
        history.lose(.subtask(3), .streamCut)
        let events = history.fail(.subtask(2), .unknownModel)
        #expect(
            events.dropFirst() == [
                .subtaskFailed(SubtaskFailed(subtask: 2, reason: .unknownModel, attempts: 1)),
                .subtaskFailed(SubtaskFailed(subtask: 3, reason: .unknownModel, attempts: 1)),
                .subtaskFailed(SubtaskFailed(subtask: 4, reason: .unknownModel, attempts: 0)),
                .subtaskSkipped(SubtaskSkipped(subtask: 5, because: 4)),
                .subtaskSkipped(SubtaskSkipped(subtask: 6, because: 5)),
            ])
        #expect(history.asked == [.subtask(1)])
        history.answer(.subtask(1))
        #expect(history.asked == [.aggregation(round: 0)])
    }

    @Test("Sub-tasks of that role that are under way end in their own way")
    func unknownModelUnderWay() {
        var history = History(.parallel, plan: "a:complex", "b:complex")
        history.start(.subtask(1))
        history.start(.subtask(2))
        #expect(
            history.fail(.subtask(1), .unknownModel).names == ["attempt-failed", "subtask-failed"])
        history.answer(.subtask(2))
        #expect(history.statuses == [.failed(.unknownModel), .finished(.complete)])
    }

    @Test("Whatever waits for a failed sub-task is skipped, however indirectly, and says for whom")
    func skipCascade() {
        var history = History(.adaptive, plan: "a", "b", "c<a", "d<c,b", "e<b", "f<d,e")
        history.fail(.subtask(1), .invalidRequest)
        #expect(
            history.statuses == [
                .failed(.invalidRequest), .ready, .skipped(because: 1), .skipped(because: 3),
                .waiting, .skipped(because: 4),
            ])
        history.answer(.subtask(2))
        history.answer(.subtask(5))
        #expect(history.asked == [.aggregation(round: 0)])
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.partial))
    }

    @Test("When every sub-task has failed or was skipped, so has the task")
    func allFailed() {
        var history = History(.adaptive, plan: "a", "b", "c<a")
        history.fail(.subtask(1), .invalidRequest)
        let events = history.fail(.subtask(2), .answerTooLarge)
        #expect(
            events.last
                == .taskFailed(TaskFailed(reason: .allSubtasksFailed, cause: .answerTooLarge)))
        #expect(TaskDecider.owed(history.state).isEmpty)
    }

    @Test("Resuming after that asks them all again, in the order of their dependencies")
    func resumedAfterAllFailed() {
        for strategy in [Strategy.adaptive, .sequential] {
            var history = History(strategy, plan: "a", "b<a")
            history.fail(.subtask(1), .invalidRequest)
            #expect(history.state.phase == .failed(.allSubtasksFailed, .invalidRequest))
            history.resume()
            #expect(history.statuses == [.ready, .waiting])
            #expect(history.askedSubtasks == [1])
            history.answer(.subtask(1))
            #expect(history.askedSubtasks == [2])
            history.fail(.subtask(2), .invalidRequest)
            #expect(history.asked == [.aggregation(round: 0)])
        }
    }

    @Test("If aggregation fails every result is kept, and resuming asks only that call")
    func aggregationFails() {
        var history = History(.parallel, plan: "a", "b")
        history.answer(.subtask(1), ticks: Ticks(1))
        history.fail(.subtask(2), .invalidRequest)
        for _ in 1...3 { history.lose(.aggregation(round: 0), .timedOut) }
        let events = history.lose(.aggregation(round: 0), .timedOut)
        #expect(
            events.last
                == .taskFailed(TaskFailed(reason: .aggregationFailed, cause: .timedOut)))
        let run = history.nextID()
        #expect(
            history.when(.resume(run: run))
                == [.taskResumed(TaskResumed(run: run, callsReused: 2, reusedTicks: Ticks(501)))])
        #expect(history.asked == [.aggregation(round: 0)])
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.partial))
    }

    @Test("A failure while paused ends its sub-task, and the task if it was the last one")
    func whilePaused() {
        var history = History(.parallel, plan: "a")
        history.start(.subtask(1))
        history.when(.pause(.interrupted))
        #expect(
            history.fail(.subtask(1), .invalidRequest).names
                == ["attempt-failed", "subtask-failed", "task-failed"])
    }

    @Test("A refusal that would pause the task does not pause it twice")
    func pausedOnce() {
        var history = History(.parallel, plan: "a", "b")
        for _ in 1...19 { history.fail(.subtask(1), .rateLimited) }
        history.start(.subtask(1))
        history.when(.pause(.interrupted))
        #expect(history.fail(.subtask(1), .rateLimited).names == ["attempt-failed"])
        #expect(history.state.phase == .paused(.interrupted))
    }
}

@Suite("Waiting before the next attempt")
struct WaitingTests {
    private func delayMs(_ history: History) -> Int64 {
        TaskDecider.nextDue(history.state, after: history.now)
            .map { $0.milliseconds(since: history.now) } ?? 0
    }

    @Test("Retry-After is honoured in full, and the backoff is a lower bound")
    func retryAfter() {
        var history = History(.parallel, plan: "a")
        history.lose(.subtask(1), .serverError, retryAfterMs: 123_456)
        #expect(delayMs(history) == 123_456)
        history.lose(.subtask(1), .serverError, retryAfterMs: 1)
        #expect((3_000...4_000).contains(delayMs(history)))
    }

    @Test("A Retry-After beyond a year, or below nothing, neither traps nor passes for its number")
    func absurdRetryAfter() {
        for retryAfterMs in [Int64.max, Int64.max / 1_000, .min] {
            var history = History(.parallel, plan: "a")
            history.lose(.subtask(1), .serverError, retryAfterMs: retryAfterMs)
            let least = retryAfterMs > 0 ? Limits.retryAfterMsMax : 1_500
            #expect((least...max(least, 2_000)).contains(delayMs(history)))
        }
    }

    @Test("Failures wait 2, 4 and 8 seconds, less up to a quarter")
    func failures() {
        var history = History(.parallel, plan: "a")
        for most in [Int64(2_000), 4_000, 8_000] {
            history.lose(.subtask(1), .connectionLost)
            #expect((most * 3 / 4...most).contains(delayMs(history)))
        }
    }

    @Test("A provider at its capacity is asked ever more rarely, up to every 30 seconds")
    func capacity() {
        var history = History(.parallel, plan: "a")
        for most in [Int64(2_000), 4_000, 8_000, 16_000, 30_000, 30_000] {
            history.fail(.subtask(1), .atCapacity)
            #expect((most * 3 / 4...most).contains(delayMs(history)))
        }
    }

    @Test(
        "What another account may cure at once does not wait",
        arguments: [FailureReason.rateLimited, .noCredit, .badCredential, .forbidden])
    func atOnce(reason: FailureReason) {
        var history = History(.parallel, plan: "a")
        history.fail(.subtask(1), reason, retryAfterMs: 60_000)
        #expect(delayMs(history) == 0)
        #expect(TaskDecider.due(history.state, at: history.now, limit: 1) == [.subtask(1)])
    }

    @Test("A call that waits is owed but not due until its time, to the microsecond")
    func exactly() {
        var history = History(.parallel, plan: "a")
        history.lose(.subtask(1), .serverError, retryAfterMs: 10_000)
        let then = history.now.advanced(milliseconds: 10_000)
        #expect(TaskDecider.owed(history.state) == [.ask(.subtask(1), notBefore: then)])
        let before = Timestamp(microseconds: then.microseconds - 1)
        #expect(TaskDecider.due(history.state, at: before, limit: 1).isEmpty)
        #expect(TaskDecider.nextDue(history.state, after: before) == then)
        #expect(TaskDecider.due(history.state, at: then, limit: 1) == [.subtask(1)])
        #expect(TaskDecider.nextDue(history.state, after: then) == nil)
    }
}
