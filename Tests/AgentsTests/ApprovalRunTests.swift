import Ledger
import LedgerStore
import Orchestration
import Testing
import XAI
import XAISimulator

@testable import Agents

@Suite("A plan that somebody sees before it is paid for")
struct ApprovalRunTests {
    private let plan = """
        {"strategy":"sequential","subtasks":[
        {"id":"first","description":"Think","complexity":"simple","dependencies":[]},
        {"id":"second","description":"Write","complexity":"medium","dependencies":["first"]}]}
        """

    private func check(_ fixture: RunFixture, _ task: TaskID) throws {
        let divergence = try ReplayCheck.firstDivergence(
            in: fixture.history(task), ReplayCheck.Texts(in: fixture.log.reader))
        #expect(divergence == nil, "\(String(describing: divergence))")
    }

    @Test("The run stops with the plan; an edited one is carried out once it is approved")
    func editedAndApproved() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let options = RunOptions(awaitsApproval: true)
        let paused = try await fixture.run(task, options: options)
        #expect(paused.state.isAwaitingApproval)
        #expect(fixture.simulator.requests.count == 1)
        let editor = PlanEditor(log: fixture.log, identifiers: fixture.identifiers)
        let recorded = try await editor.adopt(
            plan, subtasksMax: 5, history: fixture.history(task))
        #expect(
            recorded.map(\.type) == [PlanAdopted.type] + [SubtaskPlanned.type, SubtaskPlanned.type])
        let again = try await editor.adopt(plan, subtasksMax: 5, history: fixture.history(task))
        #expect(again.isEmpty)
        let report = try await fixture.agent(task, options: options)
            .approve(fixture.history(task))
        #expect(report.status == "succeeded")
        #expect(report.state.subtasks.count == 2)
        #expect(report.state.plan?.effectiveStrategy == .sequential)
        // The decomposition, two sub-tasks and the aggregation.
        #expect(fixture.simulator.requests.count == 4)
        #expect(TaskReport(try fixture.history(task)) == report)
        try check(fixture, task)
        try await fixture.close()
    }

    @Test("A plan that was handed over is carried out without asking for one")
    func planFile() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let report = try await fixture.agent(task).run(
            Submission(
                description: "Design a REST API", context: nil, outputFile: nil,
                options: RunOptions(), plan: plan))
        #expect(report.status == "succeeded")
        #expect(report.state.plan?.source == .file)
        #expect(fixture.simulator.requests.count == 3)
        #expect(!report.attempts.contains { $0.started.attempt.call.kind == .decomposition })
        try check(fixture, task)
        try await fixture.close()
    }
}

/// Answers every sub-task with a text of the same length, and merges with a short one.
private struct LongWinded: ChatModel {
    let bytes: Int

    func send(
        _ request: EncodedChatRequest, credential: Credential,
        sendBy: ContinuousClock.Instant?, onDelta: (@Sendable (ChatDelta) -> Void)?
    ) async -> AttemptResult {
        let asked = request.request.messages.last?.content ?? ""
        let isMerge = asked.contains("\n\nResults of the sub-tasks:")
        let text = isMerge ? "merged" : String(repeating: "x", count: bytes)
        return .answered(
            ChatAnswer(
                id: nil, servedModel: request.request.model, text: text, finishReason: "stop",
                usage: nil))
    }
}

@Suite("Results beyond the window of the aggregation's model")
struct SmallWindowTests {
    @Test("are merged in recorded rounds, each within the window, and nothing is cut")
    func rounds() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        // A model that nobody knows has the smallest window: 131,072 tokens.
        var options = RunOptions(strategy: .parallel, subtasksMax: 8)
        options.models.aggregation = "of-a-small-window"
        let manager = AccountManager(
            accounts: try fixture.accounts(["xai-first"]), routing: options.routing,
            limit: RateLimit(requests: 60, windowMs: 60_000), seed: AdmissionState())
        let bytes = 90_000
        let agent = SuperAgent(
            task: task, log: fixture.log, model: LongWinded(bytes: bytes), accounts: manager,
            prices: .builtIn, observer: fixture.observer, identifiers: fixture.identifiers)
        let subtasks = (1...8).map {
            #"{"id":"s\#($0)","description":"Part \#($0)","complexity":"simple"}"#
        }
        let report = try await agent.run(
            Submission(
                description: "Much", context: nil, outputFile: nil, options: options,
                plan: #"{"subtasks":[\#(subtasks.joined(separator: ","))]}"#))
        #expect(report.status == "succeeded")
        let merges = report.attempts.map(\.started).filter { $0.attempt.call.kind == .aggregation }
        // Three results of 90 kB fit into (131,072 - 32,768) · 3 bytes, so eight make three merges,
        // the last of which has two, and one more merges the merges.
        #expect(merges.map(\.attempt.call.round) == [0, 1, 2, 3])
        let window = ModelCatalog.windowTokens(of: "of-a-small-window")
        for merge in merges {
            #expect(
                ModelCatalog.tokensEstimate(bytes: merge.requestBytes)
                    + Int(merge.completionTokensMax) <= window)
        }
        // Every result is in exactly one request, whole.
        let texts = try merges.map { merge in
            try (fixture.log.reader.messages(of: merge.request) ?? [])
                .compactMap(\.content).joined()
        }
        let whole = String(repeating: "x", count: bytes)
        #expect(texts.map { $0.ranges(of: whole).count } == [3, 3, 2, 0])
        let divergence = try ReplayCheck.firstDivergence(
            in: fixture.history(task), ReplayCheck.Texts(in: fixture.log.reader))
        #expect(divergence == nil)
        try await fixture.close()
    }
}
