internal import Foundation

/// A simulator in a process of its own, which stands for the provider.
final class SimulatorProcess: Sendable {
    let port: Int
    private let child: Child

    /// Starts `grok simulate` with `arguments` on any free port.
    init(_ grok: GrokBinary, _ arguments: [String]) throws {
        child = try Child.start(
            grok.path, ["simulate", "--port", "0"] + arguments, output: .pipe)
        guard let line = child.lines?.next(), let port = Self.port(in: line) else {
            child.signal(SIGKILL)
            let ending = try child.wait(seconds: 10)
            throw HarnessError("the simulator does not say its address (\(ending.text))")
        }
        self.port = port
    }

    deinit {
        _ = child.killNow()
    }

    static func port(in line: String) -> Int? {
        guard let host = line.range(of: "127.0.0.1:") else { return nil }
        return Int(line[host.upperBound...].prefix { $0.isNumber })
    }

    func bill() throws -> ProviderBill {
        try JSONDecoder().decode(
            ProviderBill.self, from: Loopback.get(port: port, "/_simulator/bill"))
    }

    /// - Parameter texts: whether the messages come with them.
    func requests(texts: Bool) throws -> [ProviderRequest] {
        let path = "/_simulator/requests" + (texts ? "" : "?texts=0")
        let log = try JSONDecoder().decode(
            ProviderRequests.self, from: Loopback.get(port: port, path))
        guard log.dropped == 0 else {
            throw HarnessError("the simulator has forgotten \(log.dropped) requests")
        }
        return log.requests
    }
}
