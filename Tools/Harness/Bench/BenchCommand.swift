internal import ArgumentParser
internal import Foundation
internal import Ledger

/// Measures the program beside its targets.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "How fast it is, beside the targets and beside raw C on the same disk.",
        discussion: """
            Every figure is the median of several runs after a warm-up, with the fastest and the \
            slowest. The simulator runs in a process of its own; the raw C program writes the \
            same table, triggers, tree and hashes. See Docs/Performance.md.
            """)

    @Option(
        help: ArgumentHelp(
            "Only these parts: \(BenchPart.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "part"))
    var only: [BenchPart] = []

    @Flag(help: "Fewer and smaller measurements, to see that everything works.")
    var quick = false

    @Option(help: "The calls of the large generated ledger; a million if nothing is said.")
    var calls: Int?

    @Option(help: ArgumentHelp("Also write the figures as JSON.", valueName: "file"))
    var json: String?

    @OptionGroup var options: HarnessOptions

    func validate() throws {
        guard (1_000...20_000_000).contains(calls ?? 1_000) else {
            throw ValidationError("--calls must be between 1000 and 20000000.")
        }
    }

    func run() throws {
        let folder = try TemporaryFolder("bench", isKept: options.keep)
        let bench = Bench(
            grok: try GrokBinary(path: options.grok), folder: folder, isQuick: quick,
            calls: calls ?? (quick ? 20_000 : 1_000_000))
        Say.line(Machine.text)
        Say.line(
            "The harness itself holds \(Machine.ownResidentMB) MB; no process is counted with less."
        )
        Say.line(FigureTable.head())
        var figures: [Figure] = []
        for part in BenchPart.allCases where only.isEmpty || only.contains(part) {
            Say.progress("measuring \(part.rawValue)")
            let measured = try part.figures(bench)
            Say.endProgress()
            for figure in measured { Say.line(FigureTable.line(figure)) }
            figures += measured
        }
        let missed = figures.filter { $0.passes == false }
        let judged = figures.filter { $0.passes != nil }
        Say.line("\(judged.count - missed.count) of \(judged.count) targets reached")
        if options.keep { Say.line("kept: \(folder.path)") }
        if let json { try write(figures, to: json) }
    }

    private struct File: Encodable {
        let program: String
        let machine: Machine.Facts
        let quick: Bool
        let calls: Int
        let figures: [Figure]
    }

    private func write(_ figures: [Figure], to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = File(
            program: ProgramVersion.actor, machine: Machine.facts, quick: quick,
            calls: calls ?? 1_000_000, figures: figures)
        try encoder.encode(file).write(to: URL(fileURLWithPath: path))
    }
}
