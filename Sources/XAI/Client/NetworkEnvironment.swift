/// The environment variables that matter to the network, and no others: an environment also holds
/// keys, and a proxy's address may hold a password, so nothing that prints sees them.
struct NetworkEnvironment: Sendable {
    /// Nil to connect directly, as always to this machine.
    let proxy: ProxySetting?
    /// The path in `SSL_CERT_FILE`.
    let certificateFile: String?

    /// A proxy's address is only looked at when it is needed: one that is wrong must not stop a
    /// run that never leaves this machine.
    init(
        _ environment: [String: String], for base: BaseURL
    ) throws(XAIConfigurationError) {
        func value(_ names: String...) -> (name: String, text: String)? {
            for name in names {
                let text = environment[name]?.trimmed ?? ""
                if !text.isEmpty { return (name, text) }
            }
            return nil
        }
        certificateFile = value("SSL_CERT_FILE")?.text
        let noProxy = NoProxyList(value("NO_PROXY", "no_proxy")?.text ?? "")
        guard base.isSecure, !base.endpoint.isLoopback, !noProxy.matches(base.endpoint),
            let setting = value("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
        else {
            proxy = nil
            return
        }
        proxy = try ProxySetting(setting.text, variable: setting.name)
    }
}

extension NetworkEnvironment: CustomStringConvertible, CustomReflectable {
    var description: String { proxy.map { "proxy \($0)" } ?? "no proxy" }
    var customMirror: Mirror { Mirror(self, children: ["proxy": description]) }
}
