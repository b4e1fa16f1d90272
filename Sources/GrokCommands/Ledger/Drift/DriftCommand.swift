internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "List where the provider billed something else than was computed, and why.",
        discussion: """
            Answers by the model that was asked for and the one that served: what the provider \
            reported, what the price book that counted then says, the difference, and what most \
            probably makes it. Answers that agree and were served as asked are only counted.
            """)

    @Option(
        help: ArgumentHelp("Only answers from then on: \(TimeBound.form).", valueName: "time"))
    var since: TimeBound?

    @Option(help: ArgumentHelp("Only answers before then.", valueName: "time"))
    var until: TimeBound?

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        var report = DriftReport()
        try home.ledger?.forEach(from: 1) { record in
            guard record.type == AttemptAnswered.type,
                record.recordedAt.microseconds >= since?.microseconds ?? .min,
                record.recordedAt.microseconds < until?.microseconds ?? .max,
                case .attemptAnswered(let body) = try Recorded(record).event
            else { return }
            try report.add(body, at: record.recordedAt)
        }
        if report.answers == 0 { try home.noticeIfEmpty() }
        if options.json {
            home.output.write(try JSONText.line(DriftJSON(report)))
        } else {
            home.output.write(DriftText(report).text)
        }
    }
}
