internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "See a run again from the ledger; nothing is sent and nothing is paid.",
        discussion: """
            With --check the program's rules are run again over what happened: if they would \
            decide anything else than what was recorded, that is said, and the exit code is 5.
            """)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Flag(help: "Print what run printed, byte for byte.")
    var report = false

    @Option(
        help: ArgumentHelp(
            "As it was at this position of the log, or then: \(TimeBound.form).",
            valueName: "position|time"))
    var until: LogBound?

    @Flag(help: "Check that the rules would decide today what was recorded.")
    var check = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if check, report || until != nil {
            throw ValidationError("--check does not go with --report or --until")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        let (id, ledger) = try home.task(task)
        let records = try records(id, ledger)
        guard !check else { return try check(records, id, ledger, home.output) }
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

    private func records(_ id: TaskID, _ ledger: LedgerReader) throws -> [EventRecord] {
        let all = try ledger.events(of: id.stream)
        guard let until else { return all }
        let records = all.filter(until.includes)
        guard let first = all.first, records.isEmpty else { return records }
        throw CommandFailure(
            .failed,
            "task \(id) was not there yet: it was submitted at position \(first.position), "
                + Clock.json(first.recordedAt))
    }

    private func check(
        _ records: [EventRecord], _ id: TaskID, _ ledger: LedgerReader, _ output: Output
    ) throws {
        let verdict = try ReplayVerdict(id, records, ledger)
        if options.json { output.write(try JSONText.line(ReplayVerdict.Result(verdict))) }
        if let failure = verdict.failure { throw failure }
        if !options.json, !output.isQuiet {
            output.line(
                "\(Count.text(verdict.events, "event")): the rules decide the same")
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
