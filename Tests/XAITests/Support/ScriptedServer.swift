import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that does, byte for byte, what a test's script says.
final class ScriptedServer: Sendable {
    typealias Script = @Sendable (inout Wire) async throws -> Void

    struct Log {
        var connections = 0
        /// The requests that arrived whole.
        var requests: [RawRequest] = []
        /// What arrived of requests that did not.
        var fragments: [[UInt8]] = []
    }

    let port: Int
    private let listener: any Channel
    private let script: Script
    private let log = Mutex(Log())
    private let running = Mutex<[(channel: any Channel, task: Task<Void, Never>)]>([])

    private init(listener: any Channel, script: @escaping Script) {
        self.listener = listener
        self.script = script
        port = listener.localAddress?.port ?? 0
    }

    var seen: Log { log.withLock { $0 } }
    var baseURL: String { "http://127.0.0.1:\(port)/v1" }

    func note(_ change: (inout Log) -> Void) {
        log.withLock { change(&$0) }
    }

    /// Runs `script` for every connection while `body` runs; closes everything after it. Without
    /// `readsAhead`, nothing is read from a socket but what the script asks its channel for.
    static func run<Result: Sendable>(
        tls: NIOSSLContext? = nil, readsAhead: Bool = true, script: @escaping Script,
        _ body: @escaping @Sendable (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let server = Mutex<ScriptedServer?>(nil)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: readsAhead)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers = channel.pipeline.syncOperations
                    if let tls { try handlers.addHandler(NIOSSLServerHandler(context: tls)) }
                    let (incoming, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
                    let handler = IncomingBytes(continuation) {
                        server.withLock { $0 }?.serve(channel, incoming)
                    }
                    try handlers.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let made = ScriptedServer(listener: listener, script: script)
        server.withLock { $0 = made }
        do {
            let result = try await body(made)
            await made.stop()
            return result
        } catch {
            await made.stop()
            throw error
        }
    }

    /// What breaks on a connection is what the test wanted to break.
    private func serve(_ channel: any Channel, _ incoming: AsyncStream<ByteBuffer>) {
        note { $0.connections += 1 }
        let task = Task {
            var wire = Wire(server: self, channel: channel, incoming: incoming)
            try? await script(&wire)
            try? await channel.close()
        }
        running.withLock { $0.append((channel, task)) }
    }

    private func stop() async {
        try? await listener.close()
        for (channel, task) in running.withLock({ $0 }) {
            task.cancel()
            try? await channel.close()
            await task.value
        }
    }
}

/// Hands what a channel reads to a stream.
final class IncomingBytes: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<ByteBuffer>.Continuation
    private let whenActive: @Sendable () -> Void

    init(
        _ continuation: AsyncStream<ByteBuffer>.Continuation,
        whenActive: @escaping @Sendable () -> Void = {}
    ) {
        self.continuation = continuation
        self.whenActive = whenActive
    }

    func channelActive(context: ChannelHandlerContext) {
        whenActive()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
