internal import Foundation

/// Tables of an older version, which a command makes again and dies at one call.
struct TablesTrial: Sendable {
    let killSwitch: KillSwitch
    let home: FilledHome
    /// What the command says when nothing is wrong.
    let expected: String

    static let command = ["ledger", "cost", "--by-model", "--json"]
    private static let age = "PRAGMA user_version = 2; DROP TABLE accounts; DELETE FROM attempts"

    init(_ killSwitch: KillSwitch, _ home: FilledHome) throws {
        self.killSwitch = killSwitch
        self.home = home
        expected = try home.work.run(Self.command).output
    }

    func run(killAt call: Int) -> Result<KillTrial, any Error> {
        Result {
            let name = "tables-\(call)"
            let work = try home.copy(name)
            defer { home.remove(name) }
            try RawDatabase(work.directory + "/orchestration.db").run(Self.age)
            let killed = try work.start(
                Self.command, environment: killSwitch.environment(at: call)
            ).wait(seconds: 60)
            var violations: [String] = []
            let next = try work.run(Self.command)
            if next.ending.code != 0 || next.output != expected {
                violations.append(
                    "the next command ended with \(next.ending.text) and other figures: "
                        + next.errors.suffix(200))
            }
            let verified = try work.run(["ledger", "verify"])
            if verified.ending.code != 0 {
                violations.append("`ledger verify`: \(verified.errors.suffix(200))")
            }
            return KillTrial(
                wasKilled: killed.signal == SIGKILL,
                violations: violations.map { "\($0) (tables, killed at call \(call))" })
        }
    }
}
