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

    /// How often the log is looked at while it is followed.
    private static let pollInterval = Duration.milliseconds(100)

    @OptionGroup(title: "Which events") var filter: EventFilter

    @Flag(name: .shortAndLong, help: "Go on with what is recorded from now on, until Ctrl-C.")
    var follow = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if follow, filter.until != nil {
            throw ValidationError("--follow has no end, and so does not go with --until")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        do {
            try await write(home)
        } catch is ReaderGone {
            // As much as was wanted has been printed.
        }
    }

    private func write(_ home: ReadableHome) async throws {
        let task = try filter.task.map { try home.task($0).id }
        if !follow { try home.noticeIfEmpty() }
        guard let ledger = try await ledger(home) else {
            return home.output.progress("no events in \(home.home.directory)")
        }
        var size = try ledger.head().size
        let writer = EventWriter(isJSON: options.json, lastPosition: size)
        if let task {
            for event in try ledger.events(of: task.stream)
            where event.position <= size && filter.includes(event) { try writer.write(event) }
        } else {
            try ledger.forEach(from: 1, to: size) { event in
                if filter.includes(event) { try writer.write(event) }
            }
        }
        writer.end()
        while follow {
            try await Task.sleep(for: Self.pollInterval)
            let head = try ledger.head().size
            guard head > size else { continue }
            try ledger.forEach(from: size + 1, to: head) { event in
                guard task.map({ event.stream == $0.stream }) ?? true, filter.includes(event)
                else { return }
                try writer.write(event)
            }
            writer.end()
            size = head
        }
    }

    /// The ledger; who follows waits until there is one.
    private func ledger(_ home: ReadableHome) async throws -> LedgerReader? {
        if let ledger = home.ledger { return ledger }
        while follow {
            try await Task.sleep(for: Self.pollInterval)
            if let ledger = try ReadableHome.ledger(of: home.home) { return ledger }
        }
        return nil
    }
}
