import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("Tasks, sub-tasks and attempts")
struct TaskTests {
    @Test(
        "Each task stands as the report over its own events says",
        arguments: [81, 82, .random(in: 1_000...999_999_999)] as [UInt64])
    func tasks(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        while history.recorded.count < 900 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let rows = try tables.tasks()
        #expect(rows.count == history.tasks.count)
        var statuses: Set<String> = []
        for (row, state) in zip(rows.reversed(), history.tasks) {
            let task = try #require(state.submitted?.task)
            #expect(row.id == task.text)
            #expect(try tables.task(task) == row)
            let events = try history.log.reader.events(of: task.stream).map { try Recorded($0) }
            let report = TaskReport(events)
            // Submitted is what a report calls running: nothing was asked yet.
            #expect(row.status == (events.count == 1 ? "submitted" : report.status), "\(seed)")
            statuses.insert(row.status)
            #expect(row.runMicroseconds == report.runMicroseconds, "seed \(seed)")
            #expect(row.sums.attempts == report.total.attempts)
            #expect(row.sums.ticks == report.total.cost.settled.count)
            #expect(row.sums.totalTokens == report.total.usage.totalTokens)
            #expect(row.sums.answered == report.total.answered)
            #expect(row.documents == (report.document == nil ? 0 : 1))
            try compare(try tables.subtasks(of: task), report, "seed \(seed), task \(task)")
            try compare(try tables.attempts(of: task), report, "seed \(seed), task \(task)")
        }
        #expect(statuses.count > 3, "seed \(seed) is dull: \(statuses)")
        #expect(try tables.tasks(limit: 2).map(\.id) == rows.prefix(2).map(\.id))
        await history.log.close()
    }

    private func compare(_ rows: [SubtaskRow], _ report: TaskReport, _ place: Comment) throws {
        #expect(rows.count == report.state.subtasks.count, place)
        for (row, subtask) in zip(rows, report.state.subtasks) {
            #expect(row.number == subtask.planned.subtask, place)
            #expect(row.dependencies == subtask.planned.dependencies, place)
            #expect(row.complexity == subtask.planned.complexity.rawValue, place)
            let work = report.bySubtask[subtask.planned.subtask]
            #expect(row.sums.attempts == work?.attempts ?? 0, place)
            #expect(row.sums.ticks == work?.cost.settled.count ?? 0, place)
            switch subtask.status {
            case .waiting, .ready:
                #expect(row.status == (subtask.call.open == nil ? "pending" : "running"), place)
            case .finished(let outcome):
                #expect(row.status == "finished" && row.outcome == outcome.rawValue, place)
            case .failed(let reason):
                #expect(row.status == "failed" && row.reason == reason.rawValue, place)
            case .skipped(let because):
                #expect(row.status == "skipped" && row.skippedBecause == Int64(because), place)
            }
        }
    }

    private func compare(_ rows: [AttemptRow], _ report: TaskReport, _ place: Comment) throws {
        #expect(rows.count == report.attempts.count, place)
        for (row, attempt) in zip(rows, report.attempts) {
            let reference = attempt.started.attempt
            #expect(row.id == reference.id.text && row.account == reference.account, place)
            #expect(row.kind == reference.call.kind.rawValue, place)
            #expect(row.number == reference.number && row.holdTicks == reference.holdTicks, place)
            #expect(row.startedAt == attempt.startedAt && row.endedAt == attempt.endedAt, place)
            switch attempt.outcome {
            case .attemptAnswered(let body):
                #expect(row.state == "answered" && row.usage == body.usage, place)
                #expect(row.ticks == body.ticks && row.label == body.label.rawValue, place)
                #expect(row.servedModel == body.servedModel, place)
            case .attemptFailed(let body):
                #expect(row.state == "failed" && row.reason == body.reason.rawValue, place)
                #expect(row.status == body.status.map(Int64.init), place)
            case .attemptOutcomeUnknown(let body):
                #expect(row.state == "unknown" && row.reason == body.reason.rawValue, place)
            default:
                #expect(row.state == "open" && row.endedAt == nil, place)
            }
        }
    }
}
