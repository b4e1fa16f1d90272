import NIOCore
import NIOPosix
import Testing

@testable import XAI

@Suite("Signs of life on silent connections")
struct KeepAliveTests {
    @Test("A connection is probed after a minute of silence, every half minute, five times")
    func settings() async throws {
        try await ScriptedServer.run { wire in
            await wire.closed()
        } _: { server in
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: server.port).get()
            try await KeepAlive.enable(on: channel).get()
            #expect(try await channel.getOption(.socketOption(.so_keepalive)).get() != 0)
            #expect(try await channel.getOption(KeepAlive.idle).get() == 60)
            #expect(try await channel.getOption(KeepAlive.interval).get() == 30)
            #expect(try await channel.getOption(KeepAlive.count).get() == 5)
            try await channel.close()
        }
    }

    @Test("The client's connections have it")
    func client() throws {
        let configuration = try XAIConfiguration(
            acceptsSimulator: false, version: "1", environment: [:])
        let settings = Mirror(
            reflecting: try XAIClient.settings(configuration, proxy: nil))
        for name in ["http1_1ConnectionDebugInitializer", "http2ConnectionDebugInitializer"] {
            #expect("\(try #require(settings.descendant(name)))".contains("Function"))
        }
    }
}
