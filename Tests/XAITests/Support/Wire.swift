import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection of a ``ScriptedServer``.
struct Wire {
    let server: ScriptedServer
    let channel: any Channel
    private var incoming: AsyncStream<ByteBuffer>.Iterator
    private var buffered: [UInt8] = []

    init(server: ScriptedServer, channel: any Channel, incoming: AsyncStream<ByteBuffer>) {
        self.server = server
        self.channel = channel
        self.incoming = incoming.makeAsyncIterator()
    }

    /// The next bytes; nil when the client has closed.
    mutating func read() async -> [UInt8]? {
        guard let buffer = await incoming.next() else { return nil }
        return Array(buffer.readableBytesView)
    }

    /// The next whole request; nil when the client closes before one is whole.
    mutating func request() async -> RawRequest? {
        while true {
            if let (request, length) = RawRequest.parse(buffered) {
                buffered.removeFirst(length)
                server.note { $0.requests.append(request) }
                return request
            }
            guard let bytes = await read() else {
                if !buffered.isEmpty { server.note { $0.fragments.append(buffered) } }
                return nil
            }
            buffered += bytes
        }
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// One chunk of a body in `Transfer-Encoding: chunked`.
    func chunk(_ text: String) async throws {
        try await send(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
    }

    func lastChunk() async throws {
        try await send("0\r\n\r\n")
    }

    /// Closes with a reset instead of an end.
    func reset() async throws {
        let options = channel as? any SocketOptionProvider
        try await options?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await channel.close()
    }

    /// Waits until the client has closed.
    mutating func closed() async {
        while await read() != nil {}
    }

    /// Passes bytes to and fro between this connection and a new one to another port, until either
    /// closes.
    mutating func forward(toPort port: Int) async throws {
        let (answers, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        let other = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(IncomingBytes(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        let near = channel
        let back = Task {
            for await bytes in answers { try await near.writeAndFlush(bytes) }
            try await near.close()
        }
        while let bytes = await read() {
            try? await other.writeAndFlush(ByteBuffer(bytes: bytes))
        }
        try? await other.close()
        _ = await back.result
    }
}
