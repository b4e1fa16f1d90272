import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("The tables of a task whose plan was edited")
struct EditedPlanTests {
    private func proposal(
        _ log: EventLog, _ names: [String], _ blobs: inout [Blob]
    ) throws -> PlanProposal {
        let subtasks = try names.enumerated().map { index, name in
            let blob = try log.blob(name)
            blobs.append(blob)
            return SubtaskPlanned(
                subtask: index + 1, name: blob.commitment, description: blob.commitment,
                descriptionBytes: blob.bytes.count, complexity: .simple, dependencies: [])
        }
        return PlanProposal(
            subtasks: subtasks, recommendedStrategy: nil, droppedDependencies: 0, problems: [],
            reasons: nil)
    }

    @Test("The agents of the old plan say what became of them; all else is about the new one")
    func edited() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 6)
        let tables = try home.openTables()
        let description = try history.log.blob("Build a thing")
        let submitted = TaskSubmitted(
            task: TaskID(random: 6), description: description.commitment, descriptionBytes: 13,
            context: nil, contextBytes: 0, outputFile: nil,
            options: RunOptions(awaitsApproval: true))
        history.tasks.append(TaskDecider.initial)
        let events = try await history.append(
            [.taskSubmitted(submitted)], to: submitted.task.stream, blobs: [description])
        for event in events { TaskDecider.evolve(&history.tasks[0], event) }
        for (names, source) in [
            (["one", "two", "three"], PlanSource.file), (["four", "two"], .edited),
        ] {
            var blobs: [Blob] = []
            let proposal = try proposal(history.log, names, &blobs)
            try await history.decide(.adopt(proposal, source), history.tasks[0], blobs: blobs)
            // As if somebody had looked in between.
            try tables.catchUp()
        }
        #expect(history.tasks[0].isAwaitingApproval)
        let agents = try home.shell(
            "SELECT agent_type, subtask, status, error FROM agents ORDER BY id")
        #expect(
            agents.split(separator: "\n") == [
                "super||pending|",
                "sub|1|failed|replaced: the plan was edited",
                "sub|2|failed|replaced: the plan was edited",
                "sub|3|failed|replaced: the plan was edited",
                "sub|1|pending|", "sub|2|pending|",
            ])
        #expect(try tables.subtasks(of: submitted.task).map(\.number) == [1, 2])
        let row = try #require(try tables.task(submitted.task))
        #expect(row.status == "paused")
        #expect(
            try home.shell("SELECT subtasks, subtasks_skipped, reason FROM tasks")
                == "2|0|awaiting-approval")
        let rebuilt = try tables.rebuild()
        #expect(rebuilt.isEqual)
        await history.log.close()
    }
}
