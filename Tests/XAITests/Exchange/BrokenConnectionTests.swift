import Ledger
import Testing

@testable import XAI

@Suite("Connections that break")
struct BrokenConnectionTests {
    private func ask(
        streams: Bool = true, _ script: @escaping ScriptedServer.Script
    ) async throws -> AttemptResult {
        try await ScriptedServer.run(script: script) { server in
            try await XAIClient.make(server.baseURL).ask(Calls.request(streams: streams))
        }
    }

    private func half(_ text: String) -> String { Answers.delta("\"content\":\"\(text)\"") }

    @Test("Closed after the request and before the answer: the outcome is unknown")
    func closedBeforeAnswer() async throws {
        let result = try await ask { wire in _ = await wire.request() }
        #expect(result.inDoubt?.reason == .connectionLost)
        #expect(result.inDoubt?.message == "the connection broke before the answer")
        #expect(result.inDoubt?.partialText == nil && result.inDoubt?.status == nil)
    }

    @Test("Reset after the request and before the answer: the outcome is unknown")
    func resetBeforeAnswer() async throws {
        let result = try await ask { wire in
            _ = await wire.request()
            try await wire.reset()
        }
        #expect(result.inDoubt?.reason == .connectionLost)
    }

    @Test("Bytes that are no HTTP: the outcome is unknown")
    func noHTTP() async throws {
        let result = try await ask { wire in
            _ = await wire.request()
            try await wire.send("what? \u{0} no\r\n\r\n")
            await wire.closed()
        }
        #expect(result.inDoubt?.reason == .connectionLost)
    }

    @Test("A stream that breaks keeps the text that had come")
    func brokenStream() async throws {
        let result = try await ask { [self] wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead(headers: ["x-request-id: r1"]))
            try await wire.chunk(Answers.events([half("one "), half("two")]) + "data: {\"id\":")
        }
        let failure = try #require(result.inDoubt)
        #expect(failure.reason == .streamCut && failure.partialText == "one two")
        #expect(failure.status == 200 && failure.providerRequest == "r1")
    }

    @Test("A stream that ends in good order but in the middle is cut all the same")
    func endedTooEarly() async throws {
        let result = try await ask { [self] wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead())
            try await wire.chunk(Answers.events([half("one")]))
            try await wire.lastChunk()
        }
        #expect(result.inDoubt?.reason == .streamCut)
        #expect(result.inDoubt?.partialText == "one")
    }

    @Test("A stream that breaks after its last word but before its cost is cut")
    func brokenBeforeUsage() async throws {
        let result = try await ask { wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead())
            try await wire.chunk(
                Answers.events([Answers.delta("\"content\":\"all\"", finish: "\"stop\"")]))
        }
        #expect(result.inDoubt?.reason == .streamCut)
        #expect(result.inDoubt?.partialText == "all")
    }

    @Test("A stream that breaks after its usage is an answer")
    func brokenAfterUsage() async throws {
        let result = try await ask { wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead())
            try await wire.chunk(
                Answers.events([
                    Answers.delta("\"content\":\"all\"", finish: "\"stop\""),
                    Answers.usageChunk(),
                ]))
        }
        #expect(result.answer?.text == "all" && result.answer?.usage != nil)
    }

    @Test("A server that holds the connection open behind [DONE] is not waited for")
    func openBehindDone() async throws {
        let result = try await ask { wire in
            _ = await wire.request()
            try await wire.send(Answers.streamHead())
            try await wire.chunk(Answers.stream)
            await wire.closed()
        }
        #expect(result.answer?.text == "pong")
    }

    @Test("An error that comes while the body is still on its way is understood")
    func earlyError() async throws {
        let result = try await ScriptedServer.run { wire in
            _ = await wire.read()
            try await wire.send(Answers.http(413, body: "{\"error\":\"Payload too large\"}"))
            await wire.closed()
        } _: { server in
            let request = Calls.request(bodyBytes: 30_000_000)
            return try await XAIClient.make(server.baseURL).ask(request)
        }
        #expect(result.unbilled?.reason == .invalidRequest && result.unbilled?.status == 413)
        #expect(result.unbilled?.message == "Payload too large")
    }

    @Test("An answer in one piece that breaks is unknown, without a text")
    func brokenDocument() async throws {
        let whole = Answers.http(body: Answers.completion())
        let result = try await ask(streams: false) { wire in
            _ = await wire.request()
            try await wire.send(String(whole.dropLast(40)))
        }
        #expect(result.inDoubt?.reason == .connectionLost)
        #expect(result.inDoubt?.partialText == nil && result.inDoubt?.status == 200)
    }

    @Test("An error that breaks counts by its status, except a 403 whose words are missing")
    func brokenErrors() async throws {
        func broken(_ status: Int, _ words: String) async throws -> AttemptResult {
            let head = "HTTP/1.1 \(status) S\r\nContent-Length: 9000\r\n\r\n"
            return try await ask { wire in
                _ = await wire.request()
                try await wire.send(head + words)
            }
        }
        #expect(try await broken(429, "{\"error\":\"Too many").unbilled?.reason == .rateLimited)
        #expect(try await broken(500, "<html>").inDoubt?.reason == .serverError)
        #expect(try await broken(403, "{\"error\":\"Cont").inDoubt?.reason == .connectionLost)
        #expect(try await broken(403, "no credits").unbilled?.reason == .noCredit)
    }

    @Test("On a kept connection that the server closes, what we call unsent never arrives")
    func staleConnection() async throws {
        let rounds = 60
        let (results, seen) = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(body: Answers.completion()))
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            var results: [AttemptResult] = []
            for _ in 0..<rounds { results.append(await client.ask()) }
            return (results, server.seen)
        }
        let answered = results.count { $0.answer != nil }
        let unsent = results.count { $0.unbilled?.reason == .notSent }
        let lost = results.count { $0.inDoubt?.reason == .connectionLost }
        #expect(answered + unsent + lost == rounds)
        #expect(answered == seen.requests.count)
        #expect(answered > 0)
    }
}
