internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Carry on with a task whose plan awaits approval (see run --plan).")

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let id = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        try checkPhase(id, home)
        let session = try await RunSession.open(options, .current)
        let end: RunEnd
        do {
            end = try await session.withLease(on: id) {
                let printer = RunPrinter(session, isJSON: options.json)
                printer.announce(id)
                return try await Self.carryOn(
                    id, session, printer, isJSON: options.json, graceMs: grace.milliseconds)
            }
        } catch {
            await session.close()
            throw error
        }
        defer { Task { await session.close() } }
        try end.finish()
    }

    /// Before a key is needed.
    private func checkPhase(_ id: TaskID, _ home: Home) throws {
        guard let ledger = try ReadableHome.ledger(of: home) else { return }
        let report = TaskReport(try ledger.events(of: id.stream).map(Recorded.init))
        guard report.state.isAwaitingApproval else {
            throw CommandFailure(
                .failed,
                "task \(id) does not await approval: it is "
                    + RunningProcess.status(report, pid: RunningProcess.pid(of: id, in: home)))
        }
    }

    /// Approves the plan of `id` and carries it out. Whoever calls it holds the lease.
    static func carryOn(
        _ id: TaskID, _ session: RunSession, _ printer: RunPrinter, isJSON: Bool, graceMs: Int64
    ) async throws -> RunEnd {
        let records = try session.log.reader.events(of: id.stream)
        let history = try records.map(Recorded.init)
        let missing = try session.log.reader.missingTexts(of: records)
        guard missing == 0 else {
            throw CommandFailure(
                .failed,
                "task \(id) cannot be carried on: \(Count.text(missing, "text")) of it "
                    + (missing == 1 ? "is" : "are") + " redacted, or never came with an import")
        }
        let agent = try session.superAgent(
            for: id, options: TaskDecider.fold(history).options, observer: printer)
        let signals = StopSignals.stop(agent, graceMs: graceMs)
        defer { signals.cancel() }
        let report = try await session.rescuing(id) { try await agent.approve(history) }
        let failure = await session.seal(id, report, printer)
        printer.end()
        return RunEnd(
            session: session, report: report, task: id, isJSON: isJSON, sealingFailure: failure)
    }
}
