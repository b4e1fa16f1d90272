import NIOSSL

/// A ``ScriptedServer`` behind a door: connections come about at once, but nothing passes in
/// either direction before it is opened. So a connection attempt can be made to take as long as a
/// test wants. The body gets the door and what is behind it.
enum SlowDoor {
    static func run<Result: Sendable>(
        opening gate: Gate, tls: NIOSSLContext, script: @escaping ScriptedServer.Script,
        _ body: @escaping @Sendable (ScriptedServer, ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await ScriptedServer.run(tls: tls, script: script) { inner in
            try await ScriptedServer.run { wire in
                await gate.wait()
                try await wire.forward(toPort: inner.port)
            } _: { door in
                try await body(door, inner)
            }
        }
    }
}
