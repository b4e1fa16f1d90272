import NIOCore

/// A host and a port, as they are dialled and as they are named in sentences.
struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Without the brackets of an IPv6 address.
    let host: String
    let port: Int

    var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether it is this machine: 127.0.0.0/8, ::1, or localhost.
    var isLoopback: Bool {
        if host.lowercased() == "localhost" { return true }
        guard let address = try? SocketAddress(ipAddress: host, port: port) else { return false }
        return address.ipAddress == "::1" || address.ipAddress?.hasPrefix("127.") == true
    }

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host`, `host:port`, `[v6]` or `[v6]:port`; nil when it is none of these.
    init?(authority: Substring, defaultPort: Int) {
        var host = authority
        var port: Substring?
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[..<end].dropFirst()
            let behind = authority[authority.index(after: end)...]
            guard behind.isEmpty || behind.first == ":" else { return nil }
            port = behind.isEmpty ? nil : behind.dropFirst()
            guard (try? SocketAddress(ipAddress: String(host), port: 0)) != nil else { return nil }
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else { return nil }
        self.host = String(host)
        guard let port else {
            self.port = defaultPort
            return
        }
        guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port),
            (1...65_535).contains(number)
        else { return nil }
        self.port = number
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        default: return ".-_:".utf8.contains(byte)
        }
    }
}
