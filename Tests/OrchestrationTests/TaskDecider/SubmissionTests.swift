import Ledger
import Orchestration
import Testing

@Suite("Submitting, pausing and resuming a task")
struct SubmissionTests {
    private func refusal(_ command: TaskCommand, _ history: History) -> TaskRefusal? {
        do {
            let events = try TaskDecider.decide(command, history.state)
            Issue.record("decided \(events.names)")
            return nil
        } catch {
            return error
        }
    }

    @Test("A task that is submitted owes its decomposition, and nothing else")
    func submitted() {
        let history = History(RunOptions())
        #expect(history.events.map(\.event).names == ["task-submitted"])
        #expect(
            TaskDecider.owed(history.state) == [.ask(.decomposition(round: 0), notBefore: nil)])
        #expect(history.state.correlation == history.events[0].id)
        #expect(history.state.version == 1)
    }

    @Test("Every option of the run is in the state, word for word")
    func options() {
        let options = RunOptions.with {
            $0.strategy = .sequential
            $0.subtasksMax = 9
            $0.models[.complex] = "other"
            $0.waitMsMax = 5
        }
        #expect(History(options).state.options == options)
    }

    @Test("The same submission again is nothing; another one is refused")
    func twice() {
        let history = History(RunOptions())
        #expect(history.repeated(.submit(.sample())).isEmpty)
        let other = TaskSubmitted.sample(.with { $0.subtasksMax = 4 })
        #expect(refusal(.submit(other), history) == .alreadySubmitted)
    }

    @Test("Nothing happens to a task that was never submitted")
    func notSubmitted() {
        let history = History()
        let attempt = AttemptReference.sample(id(1), .decomposition(round: 0))
        let commands: [TaskCommand] = [
            .start(.sample(attempt)), .answer(.sample(attempt), nil),
            .fail(.sample(attempt, .rateLimited)), .loseTrack(.sample(attempt, .streamCut)),
            .pause(.interrupted), .resume(run: id(2)),
        ]
        for command in commands {
            #expect(refusal(command, history) == .notSubmitted)
        }
        #expect(TaskDecider.owed(history.state).isEmpty)
    }

    @Test("What is not owed is not started")
    func notOwed() {
        var history = History(RunOptions())
        let calls: [Call] = [.decomposition(round: 1), .subtask(1), .aggregation(round: 0)]
        for call in calls {
            let start = TaskCommand.start(.sample(.sample(id(100), call)))
            #expect(refusal(start, history) == .notOwed(call))
        }
        history.start(.decomposition(round: 0))
        let second = AttemptReference.sample(id(101), .decomposition(round: 0), number: 2)
        #expect(
            refusal(.start(.sample(second)), history) == .notOwed(.decomposition(round: 0)))
    }

    @Test("An attempt that has ended is never started again, and neither is its number")
    func neverTwice() {
        var history = History(RunOptions())
        let call = Call.decomposition(round: 0)
        let first = history.start(call)
        history.fail(call, .rateLimited)
        #expect(history.asked == [call])
        #expect(refusal(.start(.sample(first)), history) == .notOwed(call))
        let sameNumber = AttemptReference.sample(id(100), call, number: 1)
        #expect(refusal(.start(.sample(sameNumber)), history) == .notOwed(call))
        history.start(call)
        #expect(history.state.open.values.map(\.attempt.number) == [2])
    }

    @Test("The outcome of an attempt that was never started is refused")
    func unknownAttempt() {
        let history = History(RunOptions())
        for call in [Call.decomposition(round: 0), .subtask(1), .aggregation(round: 2)] {
            let attempt = AttemptReference.sample(id(100), call)
            #expect(refusal(.answer(.sample(attempt), nil), history) == .unknownAttempt(id(100)))
            #expect(
                refusal(.fail(.sample(attempt, .notSent)), history) == .unknownAttempt(id(100)))
        }
    }

    @Test("While paused nothing is asked, and what is under way is still owed its outcome")
    func paused() {
        var history = History(.parallel, plan: "a", "b")
        let attempt = history.start(.subtask(1))
        #expect(history.when(.pause(.interrupted)).names == ["task-paused"])
        #expect(history.state.phase == .paused(.interrupted))
        #expect(TaskDecider.owed(history.state) == [.settle(attempt.id)])
        #expect(TaskDecider.due(history.state, at: history.now, limit: 9).isEmpty)
        #expect(TaskDecider.nextDue(history.state, after: history.now) == nil)
        let start = TaskCommand.start(.sample(.sample(id(100), .subtask(2))))
        #expect(refusal(start, history) == .notOwed(.subtask(2)))
        #expect(history.repeated(.pause(.waitLimit)).isEmpty)
        history.resume()
        #expect(history.asked == [.subtask(1), .subtask(2)])
    }

    @Test("Resuming calls the open attempts unknown, and says what is reused and what it had cost")
    func crash() {
        var history = History(.parallel, plan: "a", "b", "c")
        history.answer(.subtask(1), ticks: Ticks(30))
        let second = history.start(.subtask(2))
        let third = history.start(.subtask(3))
        let run = history.nextID()
        let events = history.when(.resume(run: run))
        #expect(
            events == [
                .attemptOutcomeUnknown(.died(second)), .attemptOutcomeUnknown(.died(third)),
                .taskResumed(
                    TaskResumed(run: run, callsReused: 2, reusedTicks: Ticks(500 + 30))),
            ])
        #expect(history.asked == [.subtask(2), .subtask(3)])
        #expect(history.state.subtasks[1].call.attempts == 1)
        #expect(history.repeated(.answer(.sample(second), nil)).isEmpty)
    }

    @Test("A resumed run has its tries back, and waits no more for those of before")
    func triesBack() {
        var history = History(.parallel, plan: "a", "b")
        for _ in 1...3 { history.lose(.subtask(1), .streamCut) }
        #expect(TaskDecider.nextDue(history.state, after: history.now) != nil)
        history.resume()
        #expect(TaskDecider.nextDue(history.state, after: history.now) == nil)
        for _ in 1...3 { history.lose(.subtask(1), .streamCut) }
        #expect(
            history.lose(.subtask(1), .streamCut).last
                == .subtaskFailed(SubtaskFailed(subtask: 1, reason: .streamCut, attempts: 7)))
    }

    @Test("A finished task is not resumed, paused or asked")
    func finished() {
        var history = History(.parallel, plan: "a")
        history.answer(.subtask(1))
        history.answer(.aggregation(round: 0))
        #expect(history.state.phase == .finished(.succeeded))
        #expect(TaskDecider.owed(history.state).isEmpty)
        #expect(refusal(.resume(run: id(999)), history) == .alreadyFinished)
        #expect(history.repeated(.pause(.interrupted)).isEmpty)
    }

    @Test("Every refusal is a sentence with the thing in it")
    func sentences() {
        #expect("\(TaskRefusal.unknownAttempt(id(3)))".contains(id(3).text))
        #expect("\(TaskRefusal.notOwed(.aggregation(round: 0)))".contains("aggregation"))
        for refusal in [TaskRefusal.alreadySubmitted, .notSubmitted, .alreadyFinished] {
            #expect("\(refusal)".contains("task"))
        }
    }
}

extension AttemptOutcomeUnknown {
    /// What resuming says of an attempt whose process died.
    static func died(_ attempt: AttemptReference) -> AttemptOutcomeUnknown {
        AttemptOutcomeUnknown(
            attempt: attempt, reason: .processDied, status: nil, retryAfterMs: nil, error: nil,
            partialText: nil, durationMs: nil)
    }
}
