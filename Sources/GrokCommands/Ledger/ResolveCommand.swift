internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Say what an attempt of unknown outcome was billed, as the bill shows.",
        discussion: """
            The amount moves from in doubt to settled, labelled as stated by you, and counts for \
            the time when the attempt ended. This is recorded for good, and once for an attempt. \
            grok orchestrate show lists the attempts in doubt of a task.
            """)

    @Argument(help: "The attempt's id.")
    var attempt: String

    @Option(
        help: ArgumentHelp(
            "It was billed: whole ticks (10^-10 USD), or dollars such as '$0.0123'.",
            valueName: "amount"))
    var billed: BilledAmount?

    @Flag(help: "It was not billed.")
    var notBilled = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (billed != nil) != notBilled else {
            throw ValidationError("Give either --billed with an amount, or --not-billed.")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        let named = try NamedAttempt(
            attempt, in: home, listedBy: "grok orchestrate show lists under what is in doubt")
        let body = AttemptResolved(
            attempt: named.started.attempt, source: .operator, billed: billed?.ticks)
        let decision = TaskDecision(
            task: named.task, home: home.home, undone: "nothing was resolved")
        let (_, report) = try await decision.record { _ in .resolve(body) }
        try write(body, named.task, report, home.output)
    }

    private func write(
        _ body: AttemptResolved, _ task: TaskID, _ report: TaskReport, _ output: Output
    ) throws {
        if let hold = body.attempt.holdTicks, let ticks = body.ticks, ticks > hold {
            Output.notice(
                "that is more than the hold of $\(hold.usd) by "
                    + "$\(Ticks(ticks.count - hold.count).usd)")
        }
        if options.json {
            output.write(
                try JSONText.line(
                    Result(
                        attempt: body.attempt.id.text, taskId: task.text,
                        resolution: body.resolution.rawValue, ticks: body.ticks?.count ?? 0,
                        usd: (body.ticks ?? .zero).usd,
                        cost: ResultJSON.Cost(report.total.cost))))
            return
        }
        let doubt = MoneyText.doubt(report.total.cost).map { " (\($0))" } ?? ""
        output.progress(
            "\(CallText.text(body.attempt.call)), attempt \(body.attempt.number), was "
                + (body.ticks.map { "billed $\($0.usd)" } ?? "not billed")
                + "; task \(task) has cost " + MoneyText.text(report.total.cost) + doubt)
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let attempt: String
        let taskId: String
        let resolution: String
        let ticks: Int64
        let usd: String
        let cost: ResultJSON.Cost
    }
}
