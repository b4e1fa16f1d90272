import Ledger

/// How the provider is reached. Shows no credential and no password.
package struct XAIConfiguration: Sendable {
    package static let defaultBaseURL = "https://api.x.ai/v1"

    /// Whether answers that name themselves a simulator's are taken.
    package let acceptsSimulator: Bool
    /// What follows `grok/` in the `User-Agent`.
    package let version: String
    /// The most connections at once; it must not be less than the attempts under way at once, or
    /// some of them wait for a connection while their permit runs out.
    package let connectionsMax: Int
    /// How long any connection may take to come about. The timeout of a request can be shorter.
    package let connectMs: Int64
    /// Credentials that must not come back in what any attempt brings, besides its own.
    let credentials: [Credential]
    let base: BaseURL
    let network: NetworkEnvironment

    /// - Parameters:
    ///   - environment: The environment variables of the process: `HTTPS_PROXY`, `ALL_PROXY`,
    ///     `NO_PROXY` (each also in lower case) and `SSL_CERT_FILE` are read, nothing else is
    ///     kept. To this machine proxies are never used.
    ///   - credentials: Those of all accounts: what the server learnt from one attempt must not
    ///     come back in another's answer.
    /// - Throws: One sentence for a base URL that is none, plain http to another machine, or a
    ///   proxy's address that cannot be used.
    package init(
        baseURL: String = Self.defaultBaseURL, acceptsSimulator: Bool, version: String,
        environment: [String: String], credentials: [Credential] = [],
        connectionsMax: Int = 64,
        connectMs: Int64 = Timeouts.documented.connectMs
    ) throws(XAIConfigurationError) {
        base = try BaseURL(baseURL)
        network = try NetworkEnvironment(environment, for: base)
        self.acceptsSimulator = acceptsSimulator
        self.version = version
        self.credentials = credentials
        self.connectionsMax = connectionsMax
        self.connectMs = connectMs
    }
}
