/// The environment variables that matter to the network, and no others: an environment also holds
/// keys, and a proxy's address may hold a password, so nothing that prints sees them.
struct NetworkEnvironment: Sendable {
    let proxy: ProxySetting?
    let noProxy: NoProxyList
    /// The path of `SSL_CERT_FILE`.
    let certificateFile: String?

    init(_ environment: [String: String]) throws(XAIConfigurationError) {
        func value(_ name: String) -> String? {
            let text = environment[name]?.trimmed
            return text?.isEmpty == false ? text : nil
        }
        var setting: ProxySetting?
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            guard let text = value(name) else { continue }
            setting = try ProxySetting(text, variable: name)
            break
        }
        proxy = setting
        noProxy = NoProxyList(value("NO_PROXY") ?? value("no_proxy") ?? "")
        certificateFile = value("SSL_CERT_FILE")
    }

    /// The proxy for `base`; nil to connect directly, as always on this machine.
    func proxy(for base: BaseURL) -> ProxySetting? {
        guard base.isSecure, !base.endpoint.isLoopback, !noProxy.matches(base.endpoint) else {
            return nil
        }
        return proxy
    }
}

extension NetworkEnvironment: CustomStringConvertible, CustomReflectable {
    var description: String { proxy.map { "proxy \($0)" } ?? "no proxy" }
    var customMirror: Mirror { Mirror(self, children: ["proxy": description]) }
}
