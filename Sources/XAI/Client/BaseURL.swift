/// Where the provider's API lives, such as `https://api.x.ai/v1`.
///
/// TLS anywhere; without it only on this machine, since the credential travels in a header.
struct BaseURL: Hashable, Sendable {
    let isSecure: Bool
    let endpoint: Endpoint
    /// Without a slash at its end.
    let path: String

    init(_ text: String) throws(XAIConfigurationError) {
        let text = text.trimmed
        guard !text.contains("@") else {
            throw XAIConfigurationError("the base URL must not contain a user name or a password")
        }
        let shown = "the base URL \"\(text.truncated(toBytes: 200))\""
        guard let scheme = text.firstRange(of: "://") else {
            throw XAIConfigurationError(shown + " does not begin with https://")
        }
        switch text[..<scheme.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw XAIConfigurationError(shown + " does not begin with https://")
        }
        let rest = text[scheme.upperBound...]
        guard rest.utf8.allSatisfy(Self.isURLByte), !rest.contains("?"), !rest.contains("#") else {
            throw XAIConfigurationError(shown + " must be a host, a port and a path, no more")
        }
        let authority = rest.prefix { $0 != "/" }
        guard let endpoint = Endpoint(authority: authority, defaultPort: isSecure ? 443 : 80) else {
            throw XAIConfigurationError(shown + " has no valid host and port")
        }
        self.endpoint = endpoint
        var path = rest.dropFirst(authority.count)
        while path.last == "/" { path.removeLast() }
        self.path = String(path)
        guard isSecure || endpoint.isLoopback else {
            throw XAIConfigurationError(
                shown + " must begin with https://: plain http is for this machine only")
        }
    }

    var chatCompletions: String { url("/chat/completions") }
    /// Who the key is that asks.
    var apiKey: String { url("/api-key") }

    private func url(_ suffix: String) -> String {
        "\(isSecure ? "https" : "http")://\(endpoint)\(path)\(suffix)"
    }

    private static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }
}
