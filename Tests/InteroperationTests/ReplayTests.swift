import Foundation
import TestSupport
import Testing

@Suite("Replay needs no network")
struct ReplayTests {
    private static let commands = [
        "ledger replay latest", "ledger replay latest --report", "ledger replay latest --check",
        "ledger replay latest --json", "ledger replay latest --until 9",
    ]

    /// What enters a network namespace without any route, not even to this machine itself; nil
    /// where that is not allowed.
    private static let isolated: String? = [
        "unshare --net", "unshare --user --map-root-user --net",
    ].first { succeeds("\($0) true") }

    private static let canTrace = succeeds("strace -f -o /dev/null true")

    private static func succeeds(_ command: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", command]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test(
        "In a network namespace without any route a replay prints what it prints elsewhere",
        .enabled(if: isolated != nil, "This user may not make network namespaces here."))
    func withoutRoutes() async throws {
        let enter = try #require(Self.isolated)
        try await Workplace.with { workplace in
            _ = try await workplace.output("grok orchestrate run x --simulate --quiet")
            #expect(try await workplace.run("\(enter) ip -o route").output.isEmpty)
            for command in Self.commands {
                let outside = try await workplace.output("grok \(command) --simulate")
                let inside = try await workplace.output("\(enter) grok \(command) --simulate")
                #expect(inside == outside, "\(command)")
                #expect(!inside.isEmpty, "\(command)")
            }
            // There is indeed no way out: what needs the simulator's port does not work here.
            let run = try await workplace.run("\(enter) grok orchestrate run y --simulate")
            #expect(run.status != 0)
        }
    }

    @Test(
        "A replay makes no call for a socket; a run, which the same trace is made of, makes some",
        .enabled(if: canTrace, "strace is missing here, or may not trace."))
    func withoutSockets() async throws {
        try await Workplace.with { workplace in
            let trace = "strace -f -qq -e trace=%network -o trace"
            _ = try await workplace.output(
                "\(trace) grok orchestrate run x --simulate --quiet")
            let some = try await workplace.output("cat trace")
            #expect(some.contains { $0.contains("socket(") })
            for command in Self.commands {
                _ = try await workplace.output("\(trace) grok \(command) --simulate")
                let calls = try await workplace.run("grep -v 'exited with\\|+++\\|---' trace")
                #expect(calls.output.isEmpty, "\(command): \(calls.output)")
            }
        }
    }
}
