import Ledger
import NIOCore
import NIOPosix
import Testing

@testable import XAI

@Suite("Proxies")
struct ProxyTests {
    private func ask(
        _ manner: ConnectProxy.Manner = .opens, credentials: String = "",
        variable: String = "HTTPS_PROXY"
    ) async throws -> (result: AttemptResult, proxy: ScriptedServer.Log, port: Int) {
        let file = try Certificates.shared.get().authority
        return try await ScriptedServer.run(tls: try Certificates.server()) { wire in
            while await wire.request() != nil {
                try await wire.send(Answers.http(body: Answers.completion()))
            }
        } _: { server in
            try await ConnectProxy.run(manner, toPort: server.port) { proxy in
                let client = try XAIClient.make(
                    "https://api.test/v1",
                    environment: [
                        variable: "http://\(credentials)127.0.0.1:\(proxy.port)",
                        "SSL_CERT_FILE": file,
                    ])
                let result = await client.ask()
                return (result, proxy.seen, proxy.port)
            }
        }
    }

    private func message(_ result: AttemptResult) throws -> String {
        let failure = try #require(result.unbilled)
        #expect(failure.reason == .notSent)
        return failure.message
    }

    @Test("The provider is reached through a tunnel", arguments: ["HTTPS_PROXY", "all_proxy"])
    func tunnel(variable: String) async throws {
        let (result, proxy, _) = try await ask(variable: variable)
        #expect(result.answer?.text == "pong")
        #expect(proxy.requests.map(\.line) == ["CONNECT api.test:443 HTTP/1.1"])
        #expect(proxy.requests.first?["proxy-authorization"] == nil)
    }

    @Test("A proxy gets the user name and password it demands")
    func password() async throws {
        // The base64 of `me:hunter2`.
        let manner = ConnectProxy.Manner.demands("Basic bWU6aHVudGVyMg==")
        let (result, _, _) = try await ask(manner, credentials: "me:hunter2@")
        #expect(result.answer?.text == "pong")
    }

    @Test("A proxy that refuses them is named, and they are not")
    func wrongPassword() async throws {
        let manner = ConnectProxy.Manner.demands("Basic else")
        let (refused, _, port) = try await ask(manner, credentials: "me:hunter2@")
        #expect(
            try message(refused) == "the proxy 127.0.0.1:\(port) refuses the user name and"
                + " password in HTTPS_PROXY")
        let (missing, _, other) = try await ask(manner)
        #expect(
            try message(missing)
                == "the proxy 127.0.0.1:\(other) asks for a user name and a password")
    }

    @Test("A proxy that refuses the tunnel is named")
    func refusedTunnel() async throws {
        let manner = ConnectProxy.Manner.answers(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        let (result, _, port) = try await ask(manner)
        #expect(
            try message(result) == "the proxy 127.0.0.1:\(port) refused a tunnel to api.test:443")
    }

    @Test("A proxy that refuses the tunnel to somebody with a password may mean the password")
    func refusedPassword() async throws {
        let manner = ConnectProxy.Manner.answers(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        let (result, _, port) = try await ask(manner, credentials: "me:hunter2@")
        #expect(
            try message(result) == "the proxy 127.0.0.1:\(port) refused a tunnel to api.test:443;"
                + " if it is not the target, it is the user name or password in HTTPS_PROXY")
    }

    @Test("A proxy that hangs up is named")
    func hangsUp() async throws {
        let (result, _, port) = try await ask(.answers(""))
        #expect(
            try message(result)
                == "the proxy 127.0.0.1:\(port) closed the connection before the request was sent")
    }

    @Test("A dead proxy is named by host and port")
    func deadProxy() async throws {
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listener.localAddress?.port)
        try await listener.close()
        let client = try XAIClient.make(
            "https://api.test/v1", environment: ["HTTPS_PROXY": "http://me:pw@127.0.0.1:\(port)"])
        let words = try message(await client.ask())
        #expect(words == "the proxy 127.0.0.1:\(port) refuses connections")
    }

    @Test("A proxy that never answers costs the time of a connection, and is named")
    func silentProxy() async throws {
        try await ScriptedServer.run { wire in
            await wire.closed()
        } _: { proxy in
            let client = try XAIClient.make(
                "https://api.test/v1",
                environment: ["HTTPS_PROXY": "127.0.0.1:\(proxy.port)"])
            let request = Calls.request(timeouts: Calls.timeouts(connect: 60))
            let words = try message(await client.ask(request))
            #expect(words == "no connection to the proxy 127.0.0.1:\(proxy.port) within 60 ms")
        }
    }

    @Test("This machine is reached without the proxy")
    func loopback() async throws {
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(body: Answers.completion()))
        } _: { server in
            let dead = "http://127.0.0.1:1"
            let environment = ["HTTPS_PROXY": dead, "HTTP_PROXY": dead, "ALL_PROXY": dead]
            return try await XAIClient.make(server.baseURL, environment: environment).ask()
        }
        #expect(result.answer?.text == "pong")
    }
}
