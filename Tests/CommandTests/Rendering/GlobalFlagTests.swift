import Testing

@testable import GrokCommands

@Suite("Global options")
struct GlobalFlagTests {
    @Test(
        "They may stand before the command, too",
        arguments: [
            (
                ["--simulate", "ledger", "cost", "--json"],
                ["ledger", "cost", "--simulate", "--json"]
            ),
            (
                ["--home", "a", "--quiet", "orchestrate", "run", "x"],
                ["orchestrate", "run", "--home", "a", "--quiet", "x"]
            ),
            (
                ["--simulate", "orchestrate", "plan", "show", "x"],
                ["orchestrate", "plan", "show", "--simulate", "x"]
            ),
            (["--home=a", "simulate", "--port", "1"], ["simulate", "--home=a", "--port", "1"]),
            (["ledger", "cost", "--json"], ["ledger", "cost", "--json"]),
            (["--version"], ["--version"]),
            ([], []),
        ])
    func moved(arguments: [String], expected: [String]) {
        #expect(GlobalFlags.moved(arguments) == expected)
    }
}
