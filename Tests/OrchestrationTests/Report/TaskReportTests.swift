import Ledger
import Orchestration
import Testing

@Suite("What a run tells about itself")
struct TaskReportTests {
    @Test("Sums over task, accounts and sub-tasks are those of a naive fold, at every moment")
    func sums() {
        var random = SeededGenerator("reports")
        for _ in 0..<60 {
            var world = SimulatedWorld(&random)
            for _ in 0..<60 where !world.isFinished { world.step() }
            var report = TaskReport()
            var events: [Recorded] = []
            for event in world.history.events {
                report.evolve(event)
                events.append(event)
                if random.isOne(in: 5) { check(report, events) }
            }
            check(report, events)
            #expect(report == TaskReport(world.history.events))
            #expect(report.state == world.history.state)
        }
    }

    private func check(_ report: TaskReport, _ events: [Recorded]) {
        #expect(NaiveReport(events) { _ in true }.agrees(with: report.total))
        let references = events.compactMap { event -> AttemptReference? in
            guard case .attemptStarted(let body) = event.event else { return nil }
            return body.attempt
        }
        #expect(Set(report.byAccount.keys) == Set(references.map(\.account)))
        #expect(Set(report.bySubtask.keys) == Set(references.compactMap(\.call.subtask)))
        for (account, work) in report.byAccount {
            #expect(NaiveReport(events) { $0.account == account }.agrees(with: work))
        }
        for (number, work) in report.bySubtask {
            #expect(NaiveReport(events) { $0.call.subtask == number }.agrees(with: work))
        }
        checkAttempts(report, events, references)
    }

    private func checkAttempts(
        _ report: TaskReport, _ events: [Recorded], _ references: [AttemptReference]
    ) {
        #expect(report.attempts.map(\.started.attempt) == references)
        for attempt in report.attempts {
            let end = events.first { $0.event.endedAttempt?.id == attempt.started.attempt.id }
            #expect(attempt.outcome == end?.event)
            #expect(attempt.endedAt == end?.recordedAt)
        }
        for call in Set(references.map(\.call)) {
            let last = report.attempts.last { $0.started.attempt.call == call }
            #expect(report.lastAttempt(of: call) == last)
        }
        #expect(report.lastAttempt(of: .aggregation(round: 999)) == nil)
    }

    @Test("Time between runs is not run time: neither a pause nor a process that lay dead")
    func runTime() {
        var history = History(.parallel, plan: "a")
        history.wait(ms: 1_000)
        history.start(.subtask(1))
        history.wait(ms: 2_000)
        history.when(.pause(.interrupted))
        history.wait(ms: 500)
        history.lose(.subtask(1), .interrupted)
        history.wait(ms: 3_600_000)
        history.resume()
        history.wait(ms: 30)
        history.start(.subtask(1))
        history.wait(ms: 86_400_000)
        // The process has died meanwhile.
        history.resume()
        history.wait(ms: 4)
        history.answer(.subtask(1))
        #expect(TaskReport(history.events).durationMs == 1_000 + 2_000 + 500 + 30 + 4)
    }

    @Test("A clock that goes back takes no run time away")
    func clockBack() {
        var history = History(.parallel, plan: "a")
        history.wait(ms: 50)
        history.start(.subtask(1))
        history.wait(ms: -3_600_000)
        history.answer(.subtask(1))
        history.wait(ms: 7)
        history.answer(.aggregation(round: 0))
        #expect(TaskReport(history.events).durationMs == 57)
    }

    @Test("The status is a word for every phase")
    func status() {
        #expect(TaskReport().status == "submitted")
        var history = History(.parallel, plan: "a", "b")
        #expect(TaskReport(history.events).status == "running")
        history.when(.pause(.interrupted))
        #expect(TaskReport(history.events).status == "paused")
        history.resume()
        history.fail(.subtask(1), .invalidRequest)
        history.answer(.subtask(2))
        history.fail(.aggregation(round: 0), .invalidRequest)
        #expect(TaskReport(history.events).status == "failed")
        history.resume()
        history.answer(.aggregation(round: 0))
        #expect(TaskReport(history.events).status == "partial")
    }

    @Test("Submission, resumptions and document are told")
    func facts() {
        var history = History(.parallel, plan: "a") { $0.savesDocument = true }
        history.wait(ms: 5)
        history.resume()
        history.answer(.subtask(1))
        history.answer(.aggregation(round: 0), text: "the end")
        let report = TaskReport(history.events)
        #expect(report.submittedAt == .start)
        #expect(report.resumptions.map(\.callsReused) == [1])
        #expect(report.document?.content == named("the end"))
        #expect(report.status == "succeeded")
    }

    @Test("Accounts are told in the order of their numbers")
    func accounts() {
        var history = History(.parallel, plan: "a", "b", "c")
        for (number, account) in [(1, "account-10"), (2, "account-2"), (3, "account-1")] {
            history.start(.subtask(number), account: account)
        }
        #expect(
            TaskReport(history.events).accounts.map(\.name)
                == ["account-1", "account-2", "account-10"])
    }
}
