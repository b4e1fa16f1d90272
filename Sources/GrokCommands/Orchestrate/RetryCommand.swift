internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Ask again, and pay for, what failed in a task that has ended.",
        discussion: """
            The sub-tasks that failed or were skipped are asked again, then the aggregation. \
            Every other answer is reused. An answer that was cut, refused or empty is asked again \
            if it is named with --subtask.
            """)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Option(
        help: ArgumentHelp(
            "Only this sub-task, and those that it cannot do without; the plan's name or a number.",
            valueName: "id"))
    var subtask: String?

    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = Home(options, .current)
        let id = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        let session = try await RunSession.open(options, .current)
        let end: RunEnd
        do {
            end = try await session.withLease(on: id) { try await retry(id, session) }
        } catch {
            await session.close()
            throw error
        }
        defer { Task { await session.close() } }
        try end.finish()
    }

    private func retry(_ id: TaskID, _ session: RunSession) async throws -> RunEnd {
        let reader = session.log.reader
        let records = try reader.events(of: id.stream)
        try session.checkTexts(of: records, id, "retried")
        let history = try records.map(Recorded.init)
        let before = TaskDecider.fold(history)
        let number = try subtask.map {
            try SubtaskArgument.number($0, of: before, id, text: reader.readable)
        }
        let printer = RunPrinter(session, isJSON: options.json)
        let agent = try session.superAgent(for: id, options: before.options, observer: printer)
        // A refusal comes before anything is printed.
        _ = try TaskDecider.decide(
            .retry(run: RunSession.identifiers.event(), subtask: number), before)
        printer.announce(id)
        let signals = StopSignals.stop(agent, graceMs: grace.milliseconds)
        defer { signals.cancel() }
        let report = try await agent.retry(history, subtask: number)
        let failure = await session.seal(id, report, printer)
        printer.end()
        return RunEnd(
            session: session, report: report, task: id, isJSON: options.json,
            sealingFailure: failure)
    }
}

extension RunSession {
    /// Refuses to go on with a task whose texts are gone. `verb` says what cannot be done.
    func checkTexts(of records: [EventRecord], _ task: TaskID, _ verb: String) throws {
        let missing = try log.reader.missingTexts(of: records)
        guard missing == 0 else {
            throw CommandFailure(
                .failed,
                "task \(task) cannot be \(verb): \(Count.text(missing, "text")) of it "
                    + (missing == 1 ? "is" : "are") + " redacted, or never came with an import")
        }
    }
}
