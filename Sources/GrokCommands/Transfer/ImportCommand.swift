internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make the ledger of an empty home of a whole export.",
        discussion: """
            Every event keeps its position, time and id, so the root is the same. FILE.head says \
            where the export ends, or --root does; FILE.blobs has the texts. All of it is there \
            afterwards, or nothing.
            """)

    @Argument(help: ArgumentHelp("An export in the format jsonl.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("The root that it must have: 64 hexadecimal digits.", valueName: "hash"))
    var root: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if let root, Hash(hexadecimal: root) == nil {
            throw ValidationError("--root is 64 lower-case hexadecimal digits")
        }
    }

    func run() async throws {
        let home = Home(options, .current)
        let output = Output(options, .current)
        let path = URL(fileURLWithPath: file).path
        let importer = try LedgerImporter(
            path: path, root: root.flatMap { Hash(hexadecimal: $0) }, world: home.world)
        let report = try importer.run(into: home.directory, options: .noticing)
        if options.json {
            return output.write(try JSONText.line(Result(report, location: home.directory)))
        }
        if !output.isQuiet {
            output.line("\(Count.text(report.head.size, "event")), root \(report.head.root)")
        }
        let texts = report.texts.map { Count.text($0, "text") } ?? "without texts"
        output.progress("imported into \(home.directory), \(texts)")
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let events: Int64
        let root: String
        let ledger: String
        @Nullable var texts: Int64?
        let location: String
    }
}

extension ImportCommand.Result {
    init(_ report: LedgerImporter.Report, location: String) {
        events = report.head.size
        root = report.head.root.hexadecimal
        ledger = report.ledger.text
        texts = report.texts
        self.location = location
    }
}

extension LedgerOptions {
    /// Who waits at a terminal is told for whom.
    static var noticing: LedgerOptions {
        LedgerOptions(notice: { Output.notice($0.description) })
    }
}
