/// `NO_PROXY`: hosts that are reached without the proxy. Entries are separated by commas or
/// spaces: `*`, a host, a domain with or without a leading dot, each with or without a port.
struct NoProxyList: Hashable, Sendable {
    private let entries: [Substring]

    init(_ text: String) {
        entries = text.lowercased().split { $0 == "," || $0.isWhitespace }
    }

    func matches(_ endpoint: Endpoint) -> Bool {
        entries.contains { matches($0, endpoint) }
    }

    private func matches(_ entry: Substring, _ endpoint: Endpoint) -> Bool {
        guard entry != "*" else { return true }
        let host = endpoint.host.lowercased()
        // An IPv6 address without brackets is all colons and no port.
        guard entry.filter({ $0 == ":" }).count < 2 || entry.first == "[" else {
            return entry == host
        }
        guard let named = Endpoint(authority: bare(entry), defaultPort: endpoint.port),
            named.port == endpoint.port
        else { return false }
        return host == named.host || host.hasSuffix("." + named.host)
    }

    private func bare(_ entry: Substring) -> Substring {
        if entry.hasPrefix("*.") { return entry.dropFirst(2) }
        return entry.hasPrefix(".") ? entry.dropFirst() : entry
    }
}
