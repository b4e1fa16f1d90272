import Ledger
import Synchronization
import Testing

@testable import XAI

@Suite("HTTP/2")
struct HTTP2Tests {
    private func run<Result: Sendable>(
        clocks: Clocks = .system, _ script: @escaping ScriptedServer.Script,
        _ body: @escaping @Sendable (XAIClient) async throws -> Result
    ) async throws -> (Result, ScriptedServer.Log) {
        let file = try Certificates.shared.get().authority
        let tls = try Certificates.server(protocols: ["h2"])
        return try await ScriptedServer.run(tls: tls, script: script) { server in
            let client = try XAIClient.make(
                "https://localhost:\(server.port)/v1", environment: ["SSL_CERT_FILE": file],
                clocks: clocks)
            return (try await body(client), server.seen)
        }
    }

    private static let answering: ScriptedServer.Script = { wire in
        guard var http = try await HTTP2Wire(wire) else { return }
        while let request = try await http.request() {
            try await http.answer(request.stream, type: "text/event-stream", Answers.stream)
        }
    }

    @Test("It is spoken where the server offers it, and requests at once share a connection")
    func concurrency() async throws {
        let (answers, seen) = try await run(Self.answering) { client in
            #expect(await client.ask().answer?.text == "pong")
            return await withTaskGroup(of: String?.self) { group in
                for _ in 0..<20 { group.addTask { await client.ask().answer?.text } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(answers == Array(repeating: "pong", count: 20))
        #expect(seen.requests.count == 21 && seen.connections == 1)
        #expect(seen.requests.allSatisfy { $0.body == Calls.request().body })
    }

    @Test("A connection that breaks within the answer leaves the outcome unknown")
    func broken() async throws {
        let (result, _) = try await run { wire in
            guard var http = try await HTTP2Wire(wire), let request = try await http.request()
            else { return }
            let half = Answers.events([Answers.delta("\"content\":\"half\"")])
            try await http.answer(request.stream, type: "text/event-stream", half, ends: false)
        } _: { client in
            await client.ask()
        }
        #expect(result.inDoubt?.reason == .streamCut && result.inDoubt?.partialText == "half")
    }

    @Test("A connection that closes before the answer leaves the outcome unknown")
    func closed() async throws {
        let (result, _) = try await run { wire in
            guard var http = try await HTTP2Wire(wire) else { return }
            _ = try await http.request()
        } _: { client in
            await client.ask()
        }
        #expect(result.inDoubt?.reason == .connectionLost)
    }

    @Test("An expired permit gives up its stream only: nothing arrives, the connection stays")
    func expiredPermit() async throws {
        let start = ContinuousClock.now
        let reads = Mutex(0)
        // The third read of the clock is the check when the connection asks for the body.
        let clocks = Clocks(
            now: {
                let count = reads.withLock { count in
                    count += 1
                    return count
                }
                return count < 3 ? start : start + .seconds(40)
            }, nowSeconds: { 0 })
        let (_, seen) = try await run(clocks: clocks, Self.answering) { client in
            let late = await client.ask(sendBy: start + .milliseconds(500))
            #expect(late.unbilled?.reason == .permitExpired)
            #expect(await client.ask().answer?.text == "pong")
        }
        #expect(seen.requests.count == 1 && seen.connections == 1)
    }
}
