internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the events to a file or to standard output.",
        discussion: """
            jsonl, the default, is the event lines byte for byte as they were hashed. With -o, \
            FILE.head says where they end, and --with-content writes the texts to FILE.blobs. \
            Without --task, --since and --until that can be imported elsewhere; with one of them \
            FILE.proofs shows for each line that it is in the tree of the last checkpoint.
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
            home.output.progress(
                result.text(of: source, provable: format == .jsonl))
        } catch is ReaderGone {
            // As much as was wanted has been written.
        }
    }

    private func write(_ source: ExportSource, to file: String?) throws -> ExportResult {
        let writer = try ExportWriter(file)
        if let heading = format.heading { try writer.line(heading) }
        let proofs = try proofs(of: source, beside: file)
        let events = try source.forEachEvent {
            try writer.line(format.line($0, ledger: source.ledgerID))
            try proofs?.add($0)
        }
        var writers = [writer]
        var texts: Int64?
        if let proofs { writers.insert(proofs.writer, at: 0) }
        if let file, withContent {
            let blobs = try ExportWriter(file + ".blobs")
            texts = try source.forEachBlob { try blobs.line($0.line()) }
            writers.insert(blobs, at: 0)
        }
        if let file, format == .jsonl {
            let head = try ExportWriter(file + ".head")
            let line = try ExportHead(
                source, events: events, content: withContent, proofs: proofs?.proofs
            ).encoded()
            try head.line(String(line.dropLast()))
            writers.insert(head, at: 0)
        }
        for writer in writers { try writer.finish() }
        // What an earlier export left would not belong to this one.
        if let file, proofs == nil { unlink(ExportProofsWriter.path(beside: file)) }
        // The export itself last: where it lies, what belongs to it lies, too.
        for writer in writers { try writer.publish() }
        return ExportResult(
            events: events, filtered: !source.selection.isWhole,
            ledger: source.ledgerID.text, size: source.head.size,
            root: source.head.root.hexadecimal, texts: texts, file: file,
            proved: proofs?.proofs.proved)
    }

    /// A filtered export has proofs where they can be written beside event lines.
    private func proofs(
        of source: ExportSource, beside file: String?
    ) throws -> ExportProofsWriter? {
        guard let file, format == .jsonl, !source.selection.isWhole else { return nil }
        return try ExportProofsWriter(source, beside: file)
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
    /// How many of the events have a proof.
    @Nullable var proved: Int64?

    /// - Parameter provable: whether such lines can have proofs beside them.
    func text(of source: ExportSource, provable: Bool) -> String {
        let with = texts.map { ", " + Count.text($0, "text") } ?? ""
        guard filtered else { return "\(Count.text(events, "event")), root \(root)\(with)" }
        return "\(Count.text(events)) of \(Count.text(size, "event"))\(with): "
            + "a filtered export, which cannot be imported" + (provable ? unproved : "")
    }

    /// Which events nobody can check against a checkpoint, and what helps.
    private var unproved: String {
        guard file != nil else { return "; with -o it comes with proofs" }
        guard let proved else {
            return "; it has no proofs, because nothing was signed yet: see grok ledger checkpoint"
        }
        guard proved < events else { return "" }
        return "; \(Count.text(events - proved)) newer than the last checkpoint "
            + (events - proved == 1 ? "is" : "are") + " not proved"
    }
}
