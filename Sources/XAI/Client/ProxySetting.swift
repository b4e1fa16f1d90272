import AsyncHTTPClient

/// A proxy from the environment. What prints it shows its host and port only.
struct ProxySetting: Sendable, CustomStringConvertible, CustomReflectable {
    enum Kind: Sendable {
        /// Asked with CONNECT for a tunnel.
        case tunnel
        case socks
    }

    let kind: Kind
    let endpoint: Endpoint
    /// The variable that named it.
    let variable: String
    let user: String?
    let password: String

    /// Reads `[scheme://][user:password@]host[:port][/]`. The sentences name the variable and
    /// never its value, which may hold a password.
    init(_ text: String, variable: String) throws(XAIConfigurationError) {
        var rest = text[...]
        var scheme = "http"
        if let separator = text.firstRange(of: "://") {
            scheme = text[..<separator.lowerBound].lowercased()
            rest = text[separator.upperBound...]
        }
        switch scheme {
        case "http": kind = .tunnel
        case "socks5", "socks5h", "socks": kind = .socks
        case "https":
            throw XAIConfigurationError(
                "the proxy in \(variable) is itself behind TLS, which is not supported:"
                    + " use its http:// address")
        default:
            throw XAIConfigurationError(
                "the proxy in \(variable) is neither an http:// nor a socks5:// address")
        }
        rest = rest.prefix { $0 != "/" }
        var credentials: Substring?
        if let at = rest.lastIndex(of: "@") {
            credentials = rest[..<at]
            rest = rest[rest.index(after: at)...]
        }
        let defaultPort = scheme == "http" ? 80 : 1_080
        guard let endpoint = Endpoint(authority: rest, defaultPort: defaultPort) else {
            throw XAIConfigurationError("the proxy in \(variable) has no valid host and port")
        }
        guard kind == .tunnel || credentials == nil else {
            throw XAIConfigurationError(
                "the proxy in \(variable) is a socks5:// address with a password,"
                    + " which is not supported")
        }
        let parts = credentials?.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        user = parts?.first.map(Self.percentDecoded)
        password = parts.map { $0.count > 1 ? Self.percentDecoded($0[1]) : "" } ?? ""
        self.endpoint = endpoint
        self.variable = variable
    }

    var description: String { endpoint.description }
    var customMirror: Mirror { Mirror(self, children: ["endpoint": description]) }

    var configuration: HTTPClient.Configuration.Proxy {
        switch kind {
        case .socks: return .socksServer(host: endpoint.host, port: endpoint.port)
        case .tunnel:
            return .server(
                host: endpoint.host, port: endpoint.port, authorization: authorization)
        }
    }

    /// What the proxy is told with each CONNECT; nil when it asks for nothing.
    var authorization: HTTPClient.Authorization? {
        user.map { .basic(username: $0, password: password) }
    }

    private static func percentDecoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let value = UInt8(String(Substring(digits)), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
