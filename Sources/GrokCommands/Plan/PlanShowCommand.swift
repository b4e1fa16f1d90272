internal import ArgumentParser
internal import Orchestration

struct PlanShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a task's plan and what it will probably cost; nothing is sent.",
        discussion: """
            With --json it is in the form that "plan edit --file" and "run --plan-file" take.
            """)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let view = try PlanView(task, in: home)
        home.output.write(
            options.json ? try JSONText.line(try PlanJSON(view)) : try PlanText(view).text())
    }
}
