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

    @OptionGroup var waiting: WaitOption
    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let id = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        try checkPhase(id, home)
        try await RunSession.use(options) { session in
            try await session.withLease(on: id) {
                let printer = RunPrinter(session, isJSON: options.json)
                printer.announce(id)
                return try await Self.carryOn(id, session, printer, grace, waiting)
            }
        }
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
        _ id: TaskID, _ session: RunSession, _ printer: RunPrinter, _ grace: GraceOption,
        _ waiting: WaitOption? = nil
    ) async throws -> RunEnd {
        try session.refuseIfRescueWaits(for: id)
        let records = try session.log.reader.events(of: id.stream)
        let history = try records.map(Recorded.init)
        try session.checkTexts(of: records, id, "carried on")
        let runOptions = TaskDecider.fold(history).options
        return try await session.carryOut(
            id, under: waiting?.applied(to: runOptions) ?? runOptions, printer, grace
        ) { try await $0.approve(history) }
    }
}
