internal import Foundation

/// Ends a process just before its n-th call that would change a file.
struct KillSwitch: Sendable {
    private let library: String

    /// Compiles it into `folder`, from the source that lies beside the harness's own.
    init(folder: String) throws {
        guard let repository = GrokBinary.repository else {
            throw HarnessError("the sources of the kill switch are not beside the harness")
        }
        library = folder + "/killat.so"
        let source = repository + "/Tools/Harness/raw/killat.c"
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for compiler in ["cc", "clang", "gcc"] {
            let ending = try Child.start(
                "/usr/bin/env",
                [compiler, "-O2", "-shared", "-fPIC", source, "-o", library, "-ldl"],
                environment: ["PATH": path]
            ).wait(seconds: 120)
            if ending.code == 0 { return }
        }
        throw HarnessError("there is no C compiler that compiles Tools/Harness/raw/killat.c")
    }

    /// What the environment of such a process needs.
    func environment(at call: Int) -> [String: String] {
        ["LD_PRELOAD": library, "GROK_KILL_AT": "\(call)"]
    }

    /// Kills at every call, from the first one on, until `trial` says that the process came to its
    /// end before. Returns how many kills hit.
    /// - Parameters:
    ///   - step: 1 for every call; more for a sample.
    ///   - isControl: Whether the first violations are enough.
    static func everywhere(
        from first: Int = 1, step: Int = 1, width: Int, isControl: Bool = false,
        _ trial: @escaping @Sendable (Int) -> Result<KillTrial, any Error>
    ) throws -> (kills: Int, violations: [String]) {
        var kills = 0
        var violations: [String] = []
        var next = first
        while true {
            let calls = (0..<8 * width).map { next + $0 * step }
            next += calls.count * step
            for result in Parallel.map(calls, width: width, trial) {
                let result = try result.get()
                violations += result.violations
                guard result.wasKilled else { return (kills, violations) }
                kills += 1
            }
            if isControl, !violations.isEmpty { return (kills, violations) }
        }
    }
}

/// What came of one process that was to be killed at one call.
struct KillTrial: Sendable {
    /// False if it came to its end first.
    let wasKilled: Bool
    var violations: [String] = []
}
