/// A proxy that opens tunnels, and leads all of them to one server on loopback.
enum ConnectProxy {
    /// What a proxy answers to CONNECT.
    enum Manner: Sendable {
        case opens
        /// Opens for this `Proxy-Authorization` only.
        case demands(String)
        case answers(String)
    }

    static func run<Result: Sendable>(
        _ manner: Manner = .opens, toPort port: Int,
        _ body: @escaping @Sendable (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await ScriptedServer.run { wire in
            guard let request = await wire.request() else { return }
            switch manner {
            case .opens: break
            case .demands(let authorization):
                guard request["proxy-authorization"] != authorization else { break }
                let status = "HTTP/1.1 407 Proxy Authentication Required"
                return try await wire.send(status + "\r\nContent-Length: 0\r\n\r\n")
            case .answers(let text): return try await wire.send(text)
            }
            try await wire.send("HTTP/1.1 200 Connection established\r\n\r\n")
            try await wire.forward(toPort: port)
        } _: {
            try await body($0)
        }
    }
}
