internal import Agents
internal import ArgumentParser
internal import Ledger
internal import Orchestration

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Break a task into sub-tasks, run them, merge the answers.")

    @Argument(help: "What is to be done.")
    var description: String

    @Option(name: .shortAndLong, help: "Additional context for the task.")
    var context: String?

    @Option(
        help: ArgumentHelp("Read the context from a file; - is standard input.", valueName: "file"))
    var contextFile: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Also write the final text to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var arguments: RunArguments
    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let runOptions = try arguments.runOptions()
        let description = try TaskInput.description(description)
        let context = try TaskInput.context(context, file: contextFile)
        let tokens = try TaskInput.checkWindow(
            description: description, context: context, models: runOptions.models)
        let file = try output.map(OutputFile.init)
        let submission = Submission(
            description: description, context: context, outputFile: file?.path,
            options: runOptions)
        let session = try await RunSession.open(options, .current, for: submission)
        let end: RunEnd
        do {
            if context != nil {
                session.output.progress("context: about \(Count.text(tokens)) tokens")
            }
            end = try await carryOut(submission, session)
        } catch {
            await session.close()
            throw error
        }
        defer { Task { await session.close() } }
        try end.finish()
    }

    private func carryOut(_ submission: Submission, _ session: RunSession) async throws -> RunEnd {
        let task = RunSession.identifiers.task()
        let printer = RunPrinter(session, isJSON: options.json)
        return try await session.withLease(on: task) {
            let agent = try session.superAgent(
                for: task, options: submission.options, observer: printer)
            let signals = StopSignals.stop(agent, graceMs: grace.milliseconds)
            defer { signals.cancel() }
            let report = try await session.rescuing(task) { try await agent.run(submission) }
            let failure = await session.seal(task, report, printer)
            printer.end()
            return RunEnd(
                session: session, report: report, task: task, isJSON: options.json,
                sealingFailure: failure)
        }
    }
}
