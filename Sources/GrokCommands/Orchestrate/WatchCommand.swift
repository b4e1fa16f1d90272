internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow a task that another process runs, until that stops.",
        discussion: """
            Prints what run would print. Ctrl-C ends the watching, not the run. The exit code is \
            that of the run; 69 if its process ended without saying why.
            """)

    /// How often the ledger is looked at.
    private static let pollInterval = Duration.milliseconds(100)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let (id, ledger) = try home.task(task)
        let printer = RunPrinter(home.output, ledger, isJSON: options.json)
        let report = try await follow(id, ledger, home, printer)
        let checkpoint = try ledger.checkpoint(sealing: id.stream)?.signed.checkpoint
        if options.json {
            home.output.write(
                try JSONText.line(
                    try ResultJSON(report, checkpoint: checkpoint, text: ledger.readable)))
        } else {
            home.output.write(
                try ReportText(report: report, checkpoint: checkpoint, text: ledger.readable)
                    .rest())
        }
        guard report.state.phase != .running else {
            let simulate = home.home.world == .simulated ? " --simulate" : ""
            throw CommandFailure(
                .unavailable,
                "the process that ran task \(id) has ended; go on with: "
                    + "grok orchestrate resume \(id)" + simulate)
        }
        let code = RunEnd.exitReason(of: report.state.phase)
        if code != .done { throw ExitCode(code.rawValue) }
    }

    private func follow(
        _ id: TaskID, _ ledger: LedgerReader, _ home: ReadableHome, _ printer: RunPrinter
    ) async throws -> TaskReport {
        var report = TaskReport()
        while true {
            // First: whoever has ended by now has recorded everything.
            let isAlive = RunningProcess.pid(of: id, in: home.home) != nil
            for record in try ledger.events(of: id.stream, after: report.state.version) {
                report.evolve(try Recorded(record))
                printer.recorded([record], report)
            }
            guard isAlive else { return report }
            try await Task.sleep(for: Self.pollInterval)
        }
    }
}
