import Ledger
import Testing
import XAISimulator

@testable import XAI

@Suite("Against the simulator")
struct SimulatorTests {
    private func run(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(), streams: Bool = true,
        text: String = "Say hello", key: String = "xai-simulated-key-0001",
        model: String = "grok-3-fast"
    ) async throws -> (result: AttemptResult, bill: Bill) {
        let simulator = try await Simulator.start(configuration)
        let client = try XAIClient.make(simulator.baseURL, acceptsSimulator: true)
        let request = ChatRequest(
            model: model, messages: [.init(role: .user, content: text)], completionTokensMax: 500,
            streams: streams, conversation: "simulated/1", timeouts: Calls.timeouts())
        let result = await client.ask(request.encoded(), credential: Credential(key))
        await client.shutdown()
        await simulator.stop()
        return (result, simulator.bill)
    }

    @Test("An answer's cost is the simulator's bill", arguments: [true, false])
    func bill(streams: Bool) async throws {
        let (result, bill) = try await run(streams: streams)
        let answer = try #require(result.answer)
        #expect(!answer.text.isEmpty && answer.usage != nil && answer.usageFlags == [])
        #expect(answer.finishReason == "stop" && answer.id != nil)
        #expect(bill.attempts == 1 && answer.reportedTicks == Ticks(bill.ticks))
    }

    @Test("A stream that the simulator cuts is billed by it and unknown to us")
    func cut() async throws {
        let (result, bill) = try await run(SimulatorConfiguration(cutRate: 1))
        #expect(result.inDoubt?.reason == .streamCut)
        #expect(bill.attempts == 1 && bill.ticks > 0)
    }

    @Test(
        "Keys that are wrong, exhausted or blocked cost nothing",
        arguments: [
            ("wrong", FailureReason.badCredential), ("exhausted", .noCredit),
            ("blocked", .forbidden), ("capacity", .atCapacity),
        ])
    func keys(word: String, reason: FailureReason) async throws {
        let (result, bill) = try await run(key: "xai-\(word)-0123456789")
        let failure = try #require(result.unbilled)
        #expect(failure.reason == reason, "\(failure.message)")
        #expect(bill.ticks == 0 && !failure.message.contains("0123456789"))
    }

    @Test("A model that does not exist costs nothing")
    func unknownModel() async throws {
        let (result, bill) = try await run(model: "no-such-model")
        #expect(result.unbilled?.reason == .unknownModel && bill.ticks == 0)
    }

    @Test("A safety refusal may be billed, and here it is")
    func safety() async throws {
        let (result, bill) = try await run(text: "[unsafe]")
        #expect(result.inDoubt?.reason == .safetyRefusal && bill.ticks == 500_000_000)
    }

    @Test("Whatever is injected, a failure that we call free is free, and an answer costs its bill")
    func faults() async throws {
        let simulator = try await Simulator.start(
            SimulatorConfiguration(
                seed: 7, errorRate: 0.3, cutRate: 0.2, malformedRate: 0.2, unreportedRate: 0.2,
                billErrors: true))
        let client = try XAIClient.make(simulator.baseURL, acceptsSimulator: true)
        var known: Int64 = 0
        var doubtful = 0
        for number in 0..<150 {
            let before = simulator.bill.ticks
            let request = ChatRequest(
                model: "grok-3-mini", messages: [.init(role: .user, content: "Question \(number)")],
                completionTokensMax: 100, streams: number.isMultiple(of: 2), conversation: "c",
                timeouts: Calls.timeouts())
            let result = await client.ask(
                request.encoded(), credential: Credential("xai-simulated-key-0001"))
            let billed = simulator.bill.ticks - before
            switch result {
            case .answered(let answer):
                #expect(answer.reportedTicks.map { $0.count == billed } ?? true)
                known += billed
            case .failed(let failure): #expect(billed == 0, "\(failure)")
            case .unknown: doubtful += 1
            }
        }
        #expect(known > 0 && doubtful > 0 && known <= simulator.bill.ticks)
        await client.shutdown()
        await simulator.stop()
    }
}
