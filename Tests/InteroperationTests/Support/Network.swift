import Foundation
import TestSupport
import Testing

/// The network of `Parts/network.sh`: a client, a provider with a private authority's certificate,
/// and proxies, in namespaces that end with the test.
struct Network {
    /// What makes namespaces on this machine: root can, others can where it is allowed to them.
    private static let unshare: String? = [
        "unshare --net --mount", "unshare --user --map-root-user --net --mount",
    ].first { command in
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "\(command) /bin/ip link set lo up 2>/dev/null"]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static var isPossible: Bool { unshare != nil }

    /// The folder with the logs and `ca.pem`.
    let folder: URL
    private let place: Workplace
    /// Runs what follows on the client's machine.
    private let enter: String

    /// Makes one beside `body`.
    static func with(_ body: (Network, Workplace) async throws -> Void) async throws {
        let unshare = try #require(unshare)
        try await Workplace.with { place in
            let folder = place.sandbox.folder.appendingPathComponent("network")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            let command = "exec \(unshare) \(Parts.file("network.sh")) '\(folder.path)'"
            try await place.serving(command) { line in
                line.allSatisfy(\.isNumber) ? String(line) : nil
            } _: { process in
                let user = unshare.contains("--user") ? "--user --preserve-credentials" : ""
                let enter = "nsenter --target \(process) --net --mount \(user)"
                try await body(Network(folder: folder, place: place, enter: enter), place)
            }
        }
    }

    /// Runs the program on the client's machine.
    ///
    /// - Parameters:
    ///   - arguments: What follows `grok`.
    ///   - variables: As bash takes them, such as `HTTPS_PROXY=http://proxy.test:8888`.
    ///   - trusted: Whether the private authority is.
    func grok(
        _ arguments: String, _ variables: String, trusted: Bool = true
    ) async throws -> Foreground.Result {
        let authority = trusted ? "SSL_CERT_FILE='\(folder.path)/ca.pem'" : ""
        return try await place.run(
            "\(enter) env GROK_API_KEY=a-good-key \(authority) \(variables) grok \(arguments)")
    }

    /// Runs a task that cannot be sent, and checks that this is said, recorded as unbilled and
    /// not believed to be the key's fault.
    func expectUnreachable(
        _ variables: String, trusted: Bool = true, because sentence: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let result = try await grok("orchestrate run x", variables, trusted: trusted)
        let errors = result.errors.joined(separator: "\n")
        #expect(result.status == 69, "\(errors)", sourceLocation: sourceLocation)
        #expect(
            errors.contains("the provider cannot be reached (\(sentence)); go on with: grok"),
            "\(errors)", sourceLocation: sourceLocation)
        #expect(!errors.contains("disabled"), sourceLocation: sourceLocation)
        let cost = try await place.json(CostReport.self, "grok ledger cost --json")
        #expect(cost.total.ticks == 0 && cost.inDoubt.attempts == 0, sourceLocation: sourceLocation)
        #expect(try requests().isEmpty, sourceLocation: sourceLocation)
    }

    /// Runs the program, which must end with the provider's answer.
    func expectSuccess(
        _ arguments: String, _ variables: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let result = try await grok(arguments, variables)
        #expect(
            result.status == 0, "\(result.errors.joined(separator: "\n"))",
            sourceLocation: sourceLocation)
        #expect(result.output.contains("It is done."), sourceLocation: sourceLocation)
    }

    /// The models that the provider was asked for, in the order of the requests.
    func requests() throws -> [String] {
        struct Request: Decodable {
            let model: String
        }
        return try log("requests.log").map { try JSON.decode(Request.self, $0).model }
    }

    /// The lines of a log.
    func log(_ name: String) throws -> [String] {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }
}
