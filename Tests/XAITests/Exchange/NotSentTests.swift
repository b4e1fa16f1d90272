import Ledger
import NIOCore
import NIOPosix
import Testing

@testable import XAI

@Suite("Requests that surely never left")
struct NotSentTests {
    /// A port on which nobody listens.
    private func deadPort() async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }

    private func failure(_ result: AttemptResult) throws -> ChatFailure {
        let failure = try #require(result.unbilled)
        #expect(failure.reason == .notSent && failure.status == nil)
        return failure
    }

    @Test("A refused connection says who refuses")
    func refused() async throws {
        let port = try await deadPort()
        for host in ["127.0.0.1", "localhost"] {
            let client = try XAIClient.make("http://\(host):\(port)/v1")
            let message = try failure(await client.ask()).message
            #expect(message == "\(host):\(port) refuses connections")
        }
    }

    @Test("A name that does not exist is named")
    func unknownName() async throws {
        let client = try XAIClient.make("https://no-such-host.invalid/v1")
        let message = try failure(await client.ask()).message
        #expect(message == "the name no-such-host.invalid cannot be resolved")
    }

    @Test("A connection that does not come about in time ends the attempt, unsent")
    func connectTimeout() async throws {
        try await ScriptedServer.run { wire in
            await wire.closed()
        } _: { server in
            // A server that never answers the handshake of TLS.
            let client = try XAIClient.make("https://127.0.0.1:\(server.port)/v1")
            let request = Calls.request(timeouts: Calls.timeouts(connect: 60))
            let message = try failure(await client.ask(request)).message
            #expect(message == "no connection to 127.0.0.1:\(server.port) within 60 ms")
        }
    }

    @Test("The client's own limit for connections holds too")
    func clientConnectTimeout() async throws {
        try await ScriptedServer.run { wire in
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make(
                "https://127.0.0.1:\(server.port)/v1", connectMs: 60)
            let message = try failure(await client.ask()).message
            #expect(message.contains("127.0.0.1:\(server.port)") && message.contains("in time"))
        }
    }

    @Test("A server that does not speak TLS is named")
    func noTLS() async throws {
        try await ScriptedServer.run { wire in
            _ = await wire.read()
            try await wire.send("HTTP/1.1 400 Bad Request\r\n\r\n")
        } _: { server in
            let client = try XAIClient.make("https://127.0.0.1:\(server.port)/v1")
            let message = try failure(await client.ask()).message
            #expect(message == "127.0.0.1:\(server.port) cannot be spoken to in TLS")
        }
    }

    @Test("After the shutdown nothing is sent")
    func shutDown() async throws {
        let client = try XAIClient.make("http://127.0.0.1:9/v1")
        await client.shutdown()
        await client.shutdown()
        #expect(try failure(await client.ask()).message == "the client has been shut down")
    }

    @Test("A task that is cancelled before it begins sends nothing")
    func cancelledBefore() async throws {
        let seen = try await ScriptedServer.run { _ in
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            let start = Gate()
            let attempt = Task {
                await start.wait()
                return await client.ask()
            }
            attempt.cancel()
            start.open()
            #expect(try failure(await attempt.value).message == "stopped before it was sent")
            return server.seen
        }
        #expect(seen.requests.isEmpty)
    }

    @Test("A task that is cancelled while it waits for a connection sends nothing")
    func cancelledWhileConnecting() async throws {
        try await ScriptedServer.run { wire in
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make("https://127.0.0.1:\(server.port)/v1")
            let attempt = Task { await client.ask() }
            while server.seen.connections == 0 { await Task.yield() }
            attempt.cancel()
            #expect(try failure(await attempt.value).message == "stopped before it was sent")
        }
    }

    @Test("An upload that the server cuts off before its end is surely not a request")
    func uploadCut() async throws {
        let seen = try await ScriptedServer.run(readsAhead: false) { wire in
            wire.channel.read()
            _ = await wire.read()
            try await wire.reset()
        } _: { server in
            // More than the sockets' buffers hold, so that the end cannot have left.
            let request = Calls.request(bodyBytes: 30_000_000)
            let client = try XAIClient.make(server.baseURL)
            let message = try failure(await client.ask(request)).message
            #expect(message == "the connection broke before the request was out")
            return server.seen
        }
        #expect(seen.requests.isEmpty)
    }
}
