import Ledger
import NIOCore
import NIOHTTP1
import Testing

@testable import XAI

@Suite("Timeouts and cancellation")
struct TimeoutTests {
    private func ask(
        _ timeouts: Timeouts, streams: Bool = true, _ script: @escaping ScriptedServer.Script
    ) async throws -> AttemptResult {
        try await ScriptedServer.run(script: script) { server in
            let request = Calls.request(streams: streams, timeouts: timeouts)
            return try await XAIClient.make(server.baseURL).ask(request)
        }
    }

    @Test("Silence after the request ends in an unknown outcome")
    func firstByte() async throws {
        let result = try await ask(Calls.timeouts(firstByte: 60)) { wire in
            _ = await wire.request()
            await wire.closed()
        }
        #expect(result.inDoubt?.reason == .timedOut)
        #expect(result.inDoubt?.message == "no answer within 60 ms")
    }

    @Test("Silence within the answer ends in an unknown outcome with the text so far")
    func idle() async throws {
        let result = try await ask(Calls.timeouts(idle: 60)) { wire in
            _ = await wire.request()
            // In one piece, so that the silence begins behind it however slow the machine is.
            let chunk = Answers.events([Answers.delta("\"content\":\"one\"")])
            let length = String(chunk.utf8.count, radix: 16)
            try await wire.send(Answers.streamHead() + "\(length)\r\n\(chunk)\r\n")
            await wire.closed()
        }
        #expect(result.inDoubt?.reason == .timedOut)
        #expect(result.inDoubt?.message == "nothing more came for 60 ms")
        #expect(result.inDoubt?.partialText == "one")
    }

    @Test("An answer that never ends is ended by the total")
    func total() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        var state = ExchangeState.make(Calls.timeouts(firstByte: 900, idle: 900, total: 2_000))
        #expect(state.started(at: start) == nil)
        _ = state.bodyAsked()
        state.requestSent(at: start)
        let head = HTTPResponseHead.make(200, [("Content-Type", "text/event-stream")])
        #expect(state.headArrived(head, at: start) == nil)
        let chunk = Answers.events([Answers.delta("\"content\":\"x\"")])
        for ms: Int64 in stride(from: 100, to: 2_000, by: 100) {
            let now = start + .milliseconds(ms)
            #expect(state.bytesArrived(ByteBuffer(string: chunk), at: now) == nil)
            #expect(state.timePassed(at: now) == nil)
        }
        let failure = state.timePassed(at: start + .seconds(2))?.inDoubt
        #expect(failure?.reason == .timedOut && failure?.message == "not done within 2 s")
        #expect(failure?.partialText == String(repeating: "x", count: 19))
    }

    @Test("Silence is measured anew from each sign of life")
    func silenceStartsAnew() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        func after(_ ms: Int64) -> NIODeadline { start + .milliseconds(ms) }
        var state = ExchangeState.make(
            Calls.timeouts(connect: 100, firstByte: 1_000, idle: 500, total: 10_000))
        #expect(state.started(at: start) == nil)
        #expect(state.deadline == after(100))
        _ = state.bodyAsked()
        #expect(state.deadline == after(10_000))
        state.requestSent(at: after(90))
        #expect(state.deadline == after(1_090))
        #expect(state.timePassed(at: after(1_089)) == nil)
        #expect(state.headArrived(.ok, at: after(1_000)) == nil)
        #expect(state.deadline == after(1_500))
        #expect(state.bytesArrived(ByteBuffer(string: ": hi\n\n"), at: after(1_400)) == nil)
        #expect(state.deadline == after(1_900))
        #expect(state.timePassed(at: after(1_899)) == nil)
        #expect(state.timePassed(at: after(1_900))?.inDoubt?.reason == .timedOut)
        #expect(state.timePassed(at: after(9_999)) == nil)
    }

    @Test("The documented timeouts let an answer be silent for ten minutes, and no longer")
    func tenMinutes() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        var state = ExchangeState.make(.documented)
        _ = state.started(at: start)
        _ = state.bodyAsked()
        state.requestSent(at: start)
        #expect(state.timePassed(at: start + .seconds(599)) == nil)
        let result = state.timePassed(at: start + .seconds(600))
        #expect(result?.inDoubt?.message == "no answer within 600 s")
    }

    @Test("The HTTP client underneath has no limit of its own for silence")
    func noOtherLimit() throws {
        let configuration = try XAIConfiguration(
            acceptsSimulator: false, version: "1", environment: [:], connectMs: 4_000)
        let settings = try XAIClient.settings(configuration, proxy: nil)
        func setting(_ group: String, _ name: String) throws -> String {
            "\(try #require(Mirror(reflecting: settings).descendant(group, name)))"
        }
        #expect(try setting("timeout", "read") == "nil")
        #expect(try setting("timeout", "write") == "nil")
        let connect = try setting("timeout", "connect")
        #expect(connect.contains("4 s"), "\(connect)")
        #expect(try setting("connectionPool", "retryConnectionEstablishment") == "false")
    }

    @Test("Cancelled while the provider is silent: interrupted, and unknown")
    func cancelledBeforeAnswer() async throws {
        let arrived = Gate()
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            arrived.open()
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            let attempt = Task { await client.ask() }
            await arrived.wait()
            attempt.cancel()
            return await attempt.value
        }
        #expect(result.inDoubt?.reason == .interrupted)
        #expect(result.inDoubt?.partialText == nil)
    }

    @Test("A client that is shut down interrupts what is under way")
    func shutDown() async throws {
        let arrived = Gate()
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            arrived.open()
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            async let attempt = client.ask()
            await arrived.wait()
            await client.shutdown()
            return await attempt
        }
        #expect(result.inDoubt?.reason == .interrupted)
    }

    @Test("Timeouts beyond all measure do not overflow")
    func hugeTimeouts() async throws {
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(body: Answers.completion()))
        } _: { server in
            let max = Int64.max
            let timeouts = Calls.timeouts(connect: max, firstByte: max, idle: max, total: max)
            let client = try XAIClient.make(server.baseURL, connectMs: max)
            let far = ContinuousClock.now + .seconds(Int64.max / 2)
            return await client.ask(Calls.request(timeouts: timeouts), sendBy: far)
        }
        #expect(result.answer?.text == "pong")
    }

    @Test("Cancelled within the answer: interrupted, with the text so far")
    func cancelledWithinAnswer() async throws {
        let begun = Gate()
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead())
            try await wire.chunk(Answers.events([Answers.delta("\"content\":\"one\"")]))
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            let attempt = Task {
                await client.ask(Calls.request(streams: true)) { _ in begun.open() }
            }
            await begun.wait()
            attempt.cancel()
            return await attempt.value
        }
        #expect(result.inDoubt?.reason == .interrupted)
        #expect(result.inDoubt?.partialText == "one")
    }
}
