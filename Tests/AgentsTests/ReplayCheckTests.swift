import Foundation
import Ledger
import LedgerStore
import Orchestration
import Testing
import XAISimulator

@testable import Agents

@Suite("Running the rules again over a history")
struct ReplayCheckTests {
    private static let faults = SimulatorConfiguration(
        seed: 7, errorRate: 0.15, cutRate: 0.1, badPlanRate: 0.5, malformedRate: 0.05)

    /// A run with faults of every kind, interrupted and resumed, and its history.
    private func run(
        seed: UInt64, _ body: ([Recorded], ReplayCheck.Texts) throws -> Void
    ) async throws {
        var configuration = Self.faults
        configuration.seed = seed
        let fixture = try await RunFixture(configuration)
        let task = fixture.identifiers.task()
        let options = RunOptions(
            strategy: Strategy.allCases[Int(seed % 3)], savesDocument: true)
        let agent = try fixture.agent(task, options: options)
        fixture.observer.onRecorded { event in
            if event.type == SubtaskFinished.type { agent.interrupt() }
        }
        let report = try await agent.run(
            Submission(
                description: "Design a REST API", context: "JSON", outputFile: nil,
                options: options))
        fixture.observer.onRecorded { _ in }
        if case .paused = report.state.phase {
            _ = try await fixture.agent(task, options: options)
                .resume(try fixture.history(task))
        }
        try body(try fixture.history(task), ReplayCheck.Texts(in: fixture.log.reader))
        try await fixture.close()
    }

    @Test("The rules decide again what they decided, whatever went wrong", arguments: 1...8)
    func same(seed: UInt64) async throws {
        try await run(seed: seed) { history, texts in
            let divergence = try ReplayCheck.firstDivergence(in: history, texts)
            #expect(divergence == nil, "seed \(seed): \(String(describing: divergence))")
        }
    }

    @Test("An event that the rules decided and that is missing is missed", arguments: 1...4)
    func missing(seed: UInt64) async throws {
        try await run(seed: seed) { history, texts in
            for index in history.indices {
                var shorter = history
                let left = shorter.remove(at: index)
                // What is told to the rules may never have happened; what follows from it may not
                // be left out. A start is decided for whoever finds an account.
                switch left.event {
                case .attemptStarted, .taskPaused: continue
                default: break
                }
                let divergence = try ReplayCheck.firstDivergence(in: shorter, texts)
                #expect(
                    divergence != nil, "seed \(seed): \(left.event.type) at \(left.position)")
            }
        }
    }

    @Test("A request that would be another today is found, and so is another model")
    func otherRequest() async throws {
        try await run(seed: 3) { history, texts in
            let starts = history.filter { $0.event.type == AttemptStarted.type }
            let other = ReplayCheck.Texts(
                text: { try texts.text($0) }, isRequest: { _, _ in false })
            let divergence = try ReplayCheck.firstDivergence(in: history, other)
            #expect(divergence?.position == starts.first?.position)
            #expect(divergence?.reason == "it would ask something else")
            var changed = history
            guard case .taskSubmitted(let body) = changed[0].event else { return }
            var options = body.options
            options.models.decomposition = "grok-4"
            changed[0] = Recorded(
                position: changed[0].position, id: changed[0].id,
                recordedAt: changed[0].recordedAt,
                event: .taskSubmitted(
                    TaskSubmitted(
                        task: body.task, description: body.description,
                        descriptionBytes: body.descriptionBytes, context: body.context,
                        contextBytes: body.contextBytes, outputFile: body.outputFile,
                        options: options)))
            let model = try ReplayCheck.firstDivergence(in: changed, texts)
            #expect(model?.reason == "it would ask grok-4")
        }
    }
}
