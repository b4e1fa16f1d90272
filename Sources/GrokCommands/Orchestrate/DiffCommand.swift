internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two tasks: plans, models, costs and texts.",
        discussion: """
            Sub-tasks are compared by the names that the plans give them. What one task inherited \
            from another cost it nothing, and is marked so.
            """)

    @Argument(help: "The first task: its id, the beginning of it, or latest.")
    var first: String

    @Argument(help: "The second task.")
    var second: String

    @Flag(help: "Also print the lines in which the texts differ.")
    var texts = false

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let (left, ledger) = try home.task(first)
        let (right, _) = try home.task(second)
        let difference = try RunDifference(
            home.report(of: left, in: ledger), home.report(of: right, in: ledger),
            text: ledger.readable)
        home.output.write(
            options.json
                ? try JSONText.line(RunDifferenceJSON(difference))
                : RunDifferenceText(difference).text(withTexts: texts))
    }
}
