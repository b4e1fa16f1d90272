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

    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let id = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        let session = try await RunSession.open(options, .current)
        let end: RunEnd
        do {
            end = try await session.withLease(on: id) { try await carryOn(id, session) }
        } catch {
            await session.close()
            throw error
        }
        defer { Task { await session.close() } }
        try end.finish()
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
            return await end(of: before, id, session, printer)
        }
        guard before.state.phase != .cancelled else {
            throw CommandFailure(
                .failed,
                "task \(id) was cancelled; to go on from its results: "
                    + "grok orchestrate fork \(id) --from aggregation")
        }
        let missing = try session.log.reader.missingTexts(of: records)
        guard missing == 0 else {
            throw CommandFailure(
                .failed,
                "task \(id) cannot be carried on: \(Count.text(missing, "text")) of it "
                    + (missing == 1 ? "is" : "are") + " redacted, or never came with an import")
        }
        var runOptions = before.state.options
        runOptions.costMax = maxCost?.ticks ?? before.state.costMax
        let agent = try session.superAgent(for: id, options: runOptions, observer: printer)
        let signals = StopSignals.stop(agent, graceMs: grace.milliseconds)
        defer { signals.cancel() }
        let report = try await session.rescuing(id) {
            try await agent.resume(
                history, holdsUnknown: holdUnknown, costMax: maxCost?.ticks)
        }
        return await end(of: report, id, session, printer)
    }

    private func end(
        of report: TaskReport, _ id: TaskID, _ session: RunSession, _ printer: RunPrinter
    ) async -> RunEnd {
        let failure = await session.seal(id, report, printer)
        printer.end()
        return RunEnd(
            session: session, report: report, task: id, isJSON: options.json,
            sealingFailure: failure)
    }
}
