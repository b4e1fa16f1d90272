internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Carry on with a task where it stopped; finished calls are not paid again.")

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Flag(
        help: "Pause instead of asking again what may have been paid already.")
    var holdUnknown = false

    @Option(help: CostCap.help)
    var maxCost: CostCap?

    @OptionGroup var waiting: WaitOption
    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let id = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        try await RunSession.use(options) { session in
            try await session.withLease(on: id) { try await carryOn(id, session) }
        }
    }

    private func carryOn(_ id: TaskID, _ session: RunSession) async throws -> RunEnd {
        try session.refuseIfRescueWaits(for: id)
        let records = try session.log.reader.events(of: id.stream)
        let history = try records.map(Recorded.init)
        let before = TaskReport(history)
        let printer = RunPrinter(session, isJSON: options.json)
        printer.announce(id)
        if case .finished = before.state.phase {
            session.output.progress("the task has finished; nothing was sent")
            return await session.end(of: before, id, printer)
        }
        guard before.state.phase != .cancelled else {
            throw CommandFailure(
                .failed,
                "task \(id) was cancelled; to go on from its results: "
                    + "grok orchestrate fork \(id) --from aggregation")
        }
        try session.checkTexts(of: records, id, "carried on")
        var runOptions = before.state.options
        runOptions.costMax = maxCost?.ticks ?? before.state.costMax
        return try await session.carryOut(
            id, under: waiting.applied(to: runOptions), printer, grace
        ) { agent in
            try await agent.resume(
                history, holdsUnknown: holdUnknown, costMax: maxCost?.ticks)
        }
    }
}
