internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct ShowEventCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print one event: its line, its leaf, and the texts that it cites.",
        discussion: """
            The line is what was hashed into the leaf: SHA-256 of a zero byte and the line. An \
            event whose stored leaf is another one is refused with exit code 5.
            """)

    @Argument(help: "The event: its position or its id.")
    var event: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let record = try EventArgument.resolve(event, in: ledger)
        let leaf = record.leaf
        let stored = try ledger.leaf(at: record.position)
        guard stored == leaf else {
            throw CommandFailure(
                .verification,
                "the event at position \(record.position) is not the one that was recorded: "
                    + "expected the leaf \(stored?.hexadecimal ?? "?"), found \(leaf)")
        }
        let texts = try EventContent.texts(of: record, in: ledger)
        if options.json {
            home.output.write(try JSONText.line(Result(record, leaf, texts)))
        } else {
            home.output.write(Self.text(record, leaf, texts))
        }
    }

    private static func text(
        _ record: EventRecord, _ leaf: Hash, _ texts: [EventContent]
    ) -> String {
        var rows = [
            ("Position", String(record.position)), ("Event ID", record.id.text),
            ("Stream", "\(record.stream.text), version \(record.version)"),
            ("Type", record.type), ("Recorded", Clock.precise(record.recordedAt) + " UTC"),
        ]
        if let correlation = record.correlation { rows.append(("Correlation", correlation.text)) }
        if let causation = record.causation { rows.append(("Causation", causation.text)) }
        rows.append(("Actor", record.actor))
        let summary = EventSummary.text(record)
        if !summary.isEmpty { rows.append(("Summary", summary)) }
        rows.append(("Leaf", leaf.hexadecimal))
        return Fields.text(rows) + "\n\(record.line)\n" + texts.map(\.text).joined()
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let position: Int64
        let leaf: String
        let line: String
        let summary: String
        let texts: [EventContent]

        init(_ record: EventRecord, _ leaf: Hash, _ texts: [EventContent]) {
            position = record.position
            self.leaf = leaf.hexadecimal
            line = record.line
            summary = EventSummary.text(record)
            self.texts = texts
        }
    }
}
