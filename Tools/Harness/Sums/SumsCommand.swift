internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

/// Holds the sums of `ledger cost` against those of the log, added up event by event without SQL.
struct SumsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sums",
        abstract: "Whether every cost report is the sum of the log, to the tick.",
        discussion: """
            Generates a ledger of many random calls over a year, reads it from end to end and adds \
            up what each attempt says, by every grouping and several places. Then it asks the \
            program for the same and compares every figure of every row.
            """)

    @Option(help: "The calls of the ledger.")
    var calls = 1_000_000

    @Option(help: "The seed of everything random in it.")
    var seed: UInt64 = 1

    @OptionGroup var options: HarnessOptions

    func validate() throws {
        guard (100...20_000_000).contains(calls) else {
            throw ValidationError("--calls must be between 100 and 20000000.")
        }
    }

    func run() throws {
        let folder = try TemporaryFolder("sums", isKept: options.keep)
        let work = Workplace(
            grok: try GrokBinary(path: options.grok), home: folder.path, port: 1,
            secondsMax: 3_600)
        Say.progress("generating \(calls) calls with seed \(seed)")
        let made = try Worker.run(
            [
                "generate-ledger", "--home", work.directory, "--calls", "\(calls)", "--seed",
                "\(seed)",
            ],
            as: GeneratedHome.Report.self)
        Say.progress("adding up \(made.events) events")
        var log = try SummedLog(directory: work.directory)
        try log.read()
        Say.endProgress()
        Say.line("\(made.calls) calls, \(made.events) events, seed \(seed)")
        var wrong = 0
        for question in SumsQuestion.all {
            let report = try work.json(
                ["ledger", "cost"] + question.arguments, as: SumsReport.self)
            let differences = log.differences(question, report)
            wrong += differences.isEmpty ? 0 : 1
            let ticks = report.rows.reduce(0) { $0 + $1.ticks }
            Say.line(
                (differences.isEmpty ? "ok   " : "WRONG") + " \(question.name): "
                    + "\(report.rows.count) rows, \(ticks) ticks, "
                    + "difference \(ticks - log.total.ticks) ticks")
            for difference in differences.prefix(5) { Say.line("      " + difference) }
        }
        if options.keep { Say.line("kept: \(folder.path)") }
        guard wrong == 0 else { throw ExitCode(1) }
    }
}
