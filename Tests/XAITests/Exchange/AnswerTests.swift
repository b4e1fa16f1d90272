import Ledger
import Testing

@testable import XAI

@Suite("An answer over HTTP")
struct AnswerTests {
    private static let usage = TokenUsage(prompt: 12, cached: 2, completion: 1, reasoning: 228)

    @Test("An answer in one piece is read whole")
    func document() async throws {
        let result = try await ScriptedServer.run { wire in
            while await wire.request() != nil {
                try await wire.send(
                    Answers.http(headers: ["X-Request-Id: req-1"], body: Answers.completion()))
            }
        } _: { server in
            try await XAIClient.make(server.baseURL).ask()
        }
        let expected = ChatAnswer(
            id: "7c0f4e4e-9d1c-4bd8-b8b5-0f5c0b0f4a11", servedModel: "grok-3-mini-served",
            text: "pong", reasoning: "thinking", finishReason: "stop", usage: Self.usage,
            rawUsage: Answers.usage, reportedTicks: Ticks(1_176_500), providerRequest: "req-1")
        #expect(result == .answered(expected))
    }

    @Test("A streamed answer is put together and handed on as it arrives")
    func stream() async throws {
        let deltas = DeltaLog()
        let gate = Gate()
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead())
            try await wire.chunk(Answers.events([Answers.delta("\"content\":\"po\"")]))
            await gate.wait()
            try await wire.chunk(
                Answers.events([
                    Answers.delta("\"content\":\"ng\"", finish: "\"stop\""),
                    Answers.usageChunk(), "[DONE]",
                ]))
            try await wire.lastChunk()
            await wire.closed()
        } _: { server in
            try await XAIClient.make(server.baseURL).ask(Calls.request(streams: true)) { delta in
                deltas.record(delta)
                gate.open()
            }
        }
        let answer = try #require(result.answer)
        #expect(answer.text == "pong" && answer.finishReason == "stop")
        #expect(answer.usage == Self.usage && answer.reportedTicks == Ticks(1_176_500))
        #expect(answer.id == "chunk-id" && answer.rawUsage == Answers.usage)
        #expect(deltas.all == [.text("po"), .text("ng")])
    }

    @Test("The request on the wire is the one that was encoded, with its headers")
    func request() async throws {
        let schema = ResponseSchema(name: "plan", json: "{\"type\":\"object\"}")
        let request = Calls.request("say \"ping\"\n中", streams: true, schema: schema)
        let seen = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(body: Answers.completion()))
            await wire.closed()
        } _: { server in
            _ = try await XAIClient.make(server.baseURL).ask(request)
            return server.seen
        }
        let arrived = try #require(seen.requests.first)
        #expect(arrived.line == "POST /v1/chat/completions HTTP/1.1")
        #expect(arrived["authorization"] == "Bearer " + Calls.canary)
        #expect(arrived["content-type"] == "application/json")
        #expect(arrived["x-grok-conv-id"] == "task-abc/1")
        #expect(arrived["user-agent"] == "grok/9.8.7")
        #expect(arrived["content-length"] == String(request.byteCount))
        #expect(arrived["transfer-encoding"] == nil)
        #expect(arrived.body == request.body)
        #expect(
            arrived.text == """
                {"model":"grok-3-mini","messages":[{"role":"user","content":"say \\"ping\\"\\n中"}],\
                "max_completion_tokens":64,"response_format":{"type":"json_schema","json_schema":\
                {"name":"plan","schema":{"type":"object"},"strict":true}},"stream":true,\
                "stream_options":{"include_usage":true}}
                """)
    }

    @Test("One connection serves one request after the other")
    func keepAlive() async throws {
        let seen = try await ScriptedServer.run { wire in
            while await wire.request() != nil {
                try await wire.send(
                    Answers.http(type: "text/event-stream; charset=utf-8", body: Answers.stream))
            }
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            for _ in 0..<5 {
                #expect(await client.ask(Calls.request(streams: true)).answer?.text == "pong")
            }
            return server.seen
        }
        #expect(seen.connections == 1 && seen.requests.count == 5)
    }

    @Test("Many requests at once each get their own answer")
    func concurrency() async throws {
        try await ScriptedServer.run { wire in
            while let request = await wire.request() {
                let number = request.text.filter(\.isNumber).suffix(5).prefix(3)
                try await wire.send(Answers.http(body: Answers.completion("pong \(number)")))
            }
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            await withTaskGroup(of: Bool.self) { group in
                for number in 100..<200 {
                    group.addTask {
                        let result = await client.ask(Calls.request("ping \(number)"))
                        return result.answer?.text == "pong \(number)"
                    }
                }
                for await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("A body of megabytes arrives whole")
    func largeBody() async throws {
        let request = Calls.request(bodyBytes: 8_400_000)
        let seen = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(body: Answers.completion()))
            await wire.closed()
        } _: { server in
            let result = try await XAIClient.make(server.baseURL).ask(request)
            #expect(result.answer != nil)
            return server.seen
        }
        #expect(seen.requests.first?.body == request.body)
    }

    @Test("An answer that says it is a simulator's is refused unless simulators are wanted")
    func simulator() async throws {
        let script: ScriptedServer.Script = { wire in
            _ = await wire.request()
            try await wire.send(
                Answers.http(headers: ["X-Grok-Simulator: 1"], body: Answers.completion()))
        }
        let live = try await ScriptedServer.run(script: script) { server in
            try await XAIClient.make(server.baseURL).ask()
        }
        #expect(live.unbilled?.reason == .simulatorAnswered)
        let simulated = try await ScriptedServer.run(script: script) { server in
            try await XAIClient.make(server.baseURL, acceptsSimulator: true).ask()
        }
        #expect(simulated.answer?.text == "pong")
    }

    @Test("A key that cannot stand in a header is refused before anything is sent")
    func brokenKey() async throws {
        let client = try XAIClient.make("http://127.0.0.1:9/v1")
        let result = await client.ask(credential: Credential("bad\r\nkey"))
        #expect(result.unbilled?.reason == .badCredential)
        #expect(result.unbilled?.message.contains("bad") == false)
    }
}
