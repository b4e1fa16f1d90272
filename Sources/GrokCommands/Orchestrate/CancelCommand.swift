internal import ArgumentParser
internal import Ledger
internal import Orchestration

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Give up a task that is not being run: it cannot be resumed any more.",
        discussion: """
            What was paid for is kept, and a fork can go on from it. A task that is being run is \
            stopped first: Ctrl-C in its terminal, or kill -INT and the process that this command \
            names.
            """)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let (id, _) = try home.task(task)
        let decision = TaskDecision(task: id, home: home.home, undone: "nothing was cancelled")
        let (events, report) = try await decision.record { _ in .cancel }
        if options.json {
            home.output.write(
                try JSONText.line(
                    Result(
                        taskId: id.text, status: report.status,
                        wasCancelledBefore: events.isEmpty)))
        } else if events.isEmpty {
            home.output.progress("task \(id) was cancelled before")
        } else {
            let doubt = MoneyText.doubt(report.total.cost).map { " (\($0))" } ?? ""
            home.output.progress(
                "task \(id) is cancelled; it had cost "
                    + MoneyText.text(report.total.cost) + doubt)
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let taskId: String
        let status: String
        let wasCancelledBefore: Bool
    }
}
