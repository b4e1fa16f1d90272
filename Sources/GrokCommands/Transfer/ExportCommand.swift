internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the events to a file or to standard output.",
        discussion: """
            jsonl, the default, is the event lines byte for byte as they were hashed. With -o, \
            FILE.head says where they end, and --with-content writes the texts to FILE.blobs. \
            Without --task, --since and --until that can be imported elsewhere.
            """)

    @Option(help: "Only this task's events: its id, the beginning of it, or latest.")
    var task: String?

    @Option(
        help: ArgumentHelp(
            "Only what was recorded then or later: \(TimeBound.form).", valueName: "time"))
    var since: TimeBound?

    @Option(help: ArgumentHelp("Only what was recorded before then.", valueName: "time"))
    var until: TimeBound?

    @Option(help: "jsonl, cloudevents or csv.")
    var format = ExportFormat.jsonl

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to this file, not to standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Also write the texts, to FILE.blobs; with -o and jsonl.")
    var withContent = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if withContent, output == nil || format != .jsonl {
            throw ValidationError("--with-content goes with -o and --format jsonl")
        }
        if options.json, output == nil {
            throw ValidationError("--json goes with -o: the events are on standard output")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        try home.noticeIfEmpty()
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let stream = try task.map { try home.task($0).id.stream }
        let selection = ExportSelection(
            stream: stream, since: since?.timestamp, until: until?.timestamp)
        let source = try ExportSource(ledger, selection)
        let file = try output.map { try OutputFile($0).path }
        do {
            let result = try write(source, to: file)
            if options.json { return home.output.write(try JSONText.line(result)) }
            home.output.progress(result.text(of: source))
        } catch is ReaderGone {
            // As much as was wanted has been written.
        }
    }

    private func write(_ source: ExportSource, to file: String?) throws -> ExportResult {
        let writer = try ExportWriter(file)
        if let heading = format.heading { try writer.line(heading) }
        let events = try source.forEachEvent {
            try writer.line(format.line($0, ledger: source.ledgerID))
        }
        var writers = [writer]
        var texts: Int64?
        if let file, withContent {
            let blobs = try ExportWriter(file + ".blobs")
            texts = try source.forEachBlob { try blobs.line($0.line()) }
            writers.insert(blobs, at: 0)
        }
        if let file, format == .jsonl {
            let head = try ExportWriter(file + ".head")
            let line = try ExportHead(source, events: events, content: withContent).encoded()
            try head.line(String(line.dropLast()))
            writers.insert(head, at: 0)
        }
        for writer in writers { try writer.finish() }
        // The export itself last: where it lies, what belongs to it lies, too.
        for writer in writers { try writer.publish() }
        return ExportResult(
            events: events, filtered: !source.selection.isWhole,
            ledger: source.ledgerID.text, size: source.head.size,
            root: source.head.root.hexadecimal, texts: texts, file: file)
    }
}

/// What `export --json` prints.
struct ExportResult: Encodable {
    let events: Int64
    let filtered: Bool
    let ledger: String
    let size: Int64
    let root: String
    @Nullable var texts: Int64?
    @Nullable var file: String?

    func text(of source: ExportSource) -> String {
        let with = texts.map { ", " + Count.text($0, "text") } ?? ""
        guard filtered else { return "\(Count.text(events, "event")), root \(root)\(with)" }
        return "\(Count.text(events)) of \(Count.text(size, "event"))\(with): "
            + "a filtered export, which cannot be imported"
    }
}
