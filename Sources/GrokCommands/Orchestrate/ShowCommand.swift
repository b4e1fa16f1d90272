internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one task with its plan, attempts and costs.")

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Flag(help: "Print only the final text.")
    var result = false

    @Option(
        help: ArgumentHelp(
            "With --result: print only this sub-task's text; the plan's name for it or its number.",
            valueName: "id"))
    var subtask: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if subtask != nil, !result { throw ValidationError("--subtask goes with --result") }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        let (id, ledger) = try home.task(task)
        let report = try home.report(of: id, in: ledger)
        if result {
            try printResult(report, id, ledger, home.output)
            return
        }
        let pid = RunningProcess.pid(of: id, in: home.home)
        if options.json {
            let json = try TaskJSON(report, pid: pid, text: ledger.readable)
            home.output.write(try JSONText.line(json))
        } else {
            let text = TaskText(report: report, text: ledger.readable)
            let status = RunningProcess.status(report, pid: pid)
            home.output.write(
                try text.overview(status: status) + text.plan() + text.attempts())
        }
    }

    private func printResult(
        _ report: TaskReport, _ id: TaskID, _ ledger: LedgerReader, _ output: Output
    ) throws {
        let commitment: Commitment
        if let subtask {
            commitment = try ResultText.subtask(subtask, of: report, id, text: ledger.readable)
        } else {
            commitment = try ResultText.final(of: report, id)
        }
        guard let text = try ledger.text(commitment) else {
            throw CommandFailure(.failed, "this text of task \(id) has been redacted")
        }
        output.write(options.json ? try JSONText.line(["result": text]) : text)
    }
}
