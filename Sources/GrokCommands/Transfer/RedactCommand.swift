internal import Agents
internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore
internal import Projections

struct RedactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Remove the texts of a task, or one text, from all files of the home for good.",
        discussion: """
            What was done, when, and what it cost stays, and so does every proof; only the texts \
            go. They are gone in every task that has the same text. Files that exports, backups \
            and -o made elsewhere are not touched.
            """)

    @Argument(
        help: ArgumentHelp(
            "A task (its id, the beginning of it, or latest), or the 64 digits of a text's name.",
            valueName: "task|hash"))
    var target: String

    @Option(help: "Why, for the record.")
    var reason: String

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must not be empty") }
    }

    func run() async throws {
        try KeyInTextError.check(reason, called: "reason", options)
        let home = try ReadableHome(options)
        let (task, targets, ledger) = try find(home)
        let others = targets.tasks.filter { $0 != task }
        announce(task, targets, others, home.output)
        if !targets.texts.isEmpty { try confirm() }
        let leases = try takeLeases(Set(targets.tasks + (task.map { [$0] } ?? [])), home.home)
        defer { withExtendedLifetime(leases) {} }
        let redaction = Redaction(home: home.home, ledger: ledger)
        let positions = try await redaction.run(targets, of: task, reason: reason)
        try redaction.clean()
        try redaction.forgetRescued(leases.map(\.task))
        if options.json {
            let result = Result(
                taskId: task?.text, texts: targets.texts.count, bytes: targets.bytes,
                alreadyGone: targets.alreadyGone, otherTasks: others.map(\.text),
                positions: positions)
            return home.output.write(try JSONText.line(result))
        }
        guard !home.output.isQuiet else { return }
        home.output.line(
            positions.isEmpty
                ? "nothing was left to remove; the files were cleaned again"
                : "\(Count.text(targets.texts.count, "text")) removed, recorded at position "
                    + positions.map(String.init).joined(separator: ", "))
    }

    private func find(
        _ home: ReadableHome
    ) throws -> (task: TaskID?, targets: RedactionTargets, ledger: LedgerReader) {
        guard let commitment = Commitment(hexadecimal: target) else {
            let (task, ledger) = try home.task(target)
            return (task, try ledger.redactionTargets(of: task), ledger)
        }
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        return (nil, try ledger.redactionTargets(of: commitment), ledger)
    }

    /// Before anything is done, and also under `--quiet`: whose texts these are.
    private func announce(
        _ task: TaskID?, _ targets: RedactionTargets, _ others: [TaskID], _ output: Output
    ) {
        guard !targets.texts.isEmpty else { return }
        Output.notice(
            "\(Count.text(targets.texts.count, "text")) of \(Count.text(targets.bytes, "byte"))"
                + (task.map { " of task \($0)" } ?? "") + " will be removed for good")
        guard !others.isEmpty else { return }
        let names = others.map(\.text).joined(separator: ", ")
        Output.notice(
            task == nil
                ? "used by \(Count.text(others.count, "task")): \(names)"
                : "also used, and then missing, in \(Count.text(others.count, "task")): \(names)")
    }

    private func confirm() throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                .usage, "nothing was removed: give --yes, because there is no terminal to ask at")
        }
        Output.write("Remove them? Type yes: ", to: STDERR_FILENO)
        guard readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes" else {
            throw CommandFailure(.failed, "nothing was removed")
        }
    }

    /// A run that is under way has its texts in memory and would cite them again.
    private func takeLeases(_ tasks: Set<TaskID>, _ home: Home) throws -> [RunLease] {
        try tasks.sorted { $0.text < $1.text }.map { task in
            switch try RunLease.acquire(directory: home.directory, task: task) {
            case .acquired(let lease): return lease
            case .held(let pid):
                let holder = pid.map { "process \($0)" } ?? "another process"
                throw CommandFailure(
                    .unavailable,
                    "nothing was removed: task \(task) is being run by \(holder)")
            }
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        @Nullable var taskId: String?
        let texts: Int
        let bytes: Int64
        let alreadyGone: Int
        let otherTasks: [String]
        let positions: [Int64]
    }
}

/// Removes texts from the ledger and from the tables.
private struct Redaction {
    let home: Home
    let ledger: LedgerReader

    /// Returns the positions of the events that record it; none if nothing was left to remove.
    func run(
        _ targets: RedactionTargets, of task: TaskID?, reason: String
    ) async throws -> [Int64] {
        let log = try EventLog.open(
            directory: home.directory, world: home.world, program: "grok " + ProgramVersion.text,
            options: .noticing)
        let result: [Int64]
        do {
            result = try await record(targets, of: task, reason: reason, in: log)
            try await log.scrub()
        } catch {
            await log.close()
            throw error
        }
        await log.close()
        return result
    }

    private func record(
        _ targets: RedactionTargets, of task: TaskID?, reason: String, in log: EventLog
    ) async throws -> [Int64] {
        guard !targets.texts.isEmpty else { return [] }
        let reason = try log.blob(reason)
        let correlation = try task.flatMap { try ledger.events(of: $0.stream).first?.id }
        var events: [NewEvent] = []
        var rest = targets.texts[...]
        while !rest.isEmpty {
            let body = ContentRedacted(
                blobs: Array(rest.prefix(ContentRedacted.blobsMax)), reason: reason.commitment,
                task: task)
            rest = rest.dropFirst(ContentRedacted.blobsMax)
            events.append(
                try NewEvent(
                    id: RunSession.identifiers.event(), stream: .audit, expectedVersion: nil,
                    event: .contentRedacted(body), correlation: correlation, causation: nil,
                    actor: ProgramVersion.actor))
        }
        return try await log.redact(targets.texts, recording: events, reason: reason)
            .map(\.position)
    }

    /// Removes what was rescued of `tasks` once it is booked, since it holds the same texts.
    func forgetRescued(_ tasks: [TaskID]) throws {
        for path in tasks.flatMap({ RescueFile.paths(of: $0, in: home.directory) }) {
            let file = try? RescueFile(InputFile.bytes(path), path: path)
            if try file?.events.allSatisfy({ try ledger.event(id: $0.id) != nil }) == true {
                unlink(path)
            } else {
                Output.notice("\(path) holds texts, too, and is not booked: it was left alone")
            }
        }
    }

    /// Makes the tables again without the texts.
    func clean() throws {
        try Books.database(home, ledger).forgetRemoved()
    }
}
