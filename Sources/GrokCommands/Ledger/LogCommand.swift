internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Print the events, oldest first.",
        discussion: """
            With --json every line is an event line: the very bytes that were hashed into the \
            ledger's tree.
            """)

    @Argument(help: "Only this task's events: its id, the beginning of it, or latest.")
    var task: String?

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        do {
            try write(home)
        } catch is ReaderGone {
            // As much as was wanted has been printed.
        }
    }

    private func write(_ home: ReadableHome) throws {
        if let task {
            let (id, ledger) = try home.task(task)
            let events = try ledger.events(of: id.stream)
            let writer = EventWriter(
                isJSON: options.json, lastPosition: events.last?.position ?? 0)
            for event in events { try writer.write(event) }
            return writer.end()
        }
        try home.noticeIfEmpty()
        guard let ledger = home.ledger else {
            return home.output.progress("no events in \(home.home.directory)")
        }
        let size = try ledger.head().size
        let writer = EventWriter(isJSON: options.json, lastPosition: size)
        try ledger.forEach(from: 1, to: size) { try writer.write($0) }
        writer.end()
    }
}
