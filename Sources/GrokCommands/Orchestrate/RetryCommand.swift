internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Ask again, and pay for, what failed in a task that has ended.",
        discussion: """
            The sub-tasks that failed or were skipped are asked again, then the aggregation. \
            Every other answer is reused. An answer that was cut, refused or empty is asked again \
            if it is named with --subtask.
            """)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Option(
        help: ArgumentHelp(
            "Only this sub-task, and those that it cannot do without; the plan's name or a number.",
            valueName: "id"))
    var subtask: String?

    @OptionGroup var waiting: WaitOption
    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let id = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        try await RunSession.use(options) { session in
            try await session.withLease(on: id) { try await retry(id, session) }
        }
    }

    private func retry(_ id: TaskID, _ session: RunSession) async throws -> RunEnd {
        try session.refuseIfRescueWaits(for: id)
        let reader = session.log.reader
        let records = try reader.events(of: id.stream)
        try session.checkTexts(of: records, id, "retried")
        let history = try records.map(Recorded.init)
        let before = TaskDecider.fold(history)
        let number = try subtask.map {
            try SubtaskArgument.number($0, of: before, id, text: reader.readable)
        }
        let printer = RunPrinter(session, isJSON: options.json)
        // A refusal comes before anything is printed.
        _ = try TaskDecider.decide(
            .retry(run: RunSession.identifiers.event(), subtask: number), before)
        printer.announce(id)
        var runOptions = before.options
        runOptions.costMax = before.costMax
        return try await session.carryOut(
            id, under: waiting.applied(to: runOptions), printer, grace
        ) { agent in
            try await agent.retry(history, subtask: number)
        }
    }
}
