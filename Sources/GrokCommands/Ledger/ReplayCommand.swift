internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "See a run again from the ledger; nothing is sent and nothing is paid.")

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Flag(help: "Print what run printed, byte for byte.")
    var report = false

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let (id, ledger) = try home.task(task)
        let records = try ledger.events(of: id.stream)
        let replayed = TaskReport(try records.map(Recorded.init))
        let text = ledger.readable
        if report {
            let checkpoint = try ledger.checkpoint(sealing: id.stream)?.signed.checkpoint
            home.output.write(
                try Self.report(
                    of: replayed, id, checkpoint, isJSON: options.json, text: text))
        } else if options.json {
            let json = try TaskJSON(replayed, timeline: Timeline(records).steps, text: text)
            home.output.write(try JSONText.line(json))
        } else {
            let task = TaskText(report: replayed, text: text)
            home.output.write(
                try task.overview() + Timeline(records).text + task.plan() + task.attempts()
                    + task.results())
        }
    }

    private static func report(
        of report: TaskReport, _ id: TaskID, _ checkpoint: TreeCheckpoint?, isJSON: Bool,
        text: @escaping (Commitment) throws -> String
    ) throws -> String {
        if isJSON {
            return try JSONText.line(
                try ResultJSON(report, checkpoint: checkpoint, text: text))
        }
        return try ReportText.firstLine(id)
            + ReportText(report: report, checkpoint: checkpoint, text: text).rest()
    }
}
