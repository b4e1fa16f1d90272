internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct ForkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fork",
        abstract: "Start a new task that has the answers of another one up to some point.",
        discussion: """
            Nothing that was answered before the point is asked, or paid, again. The other task \
            stays as it is, whatever state it is in.
            """)

    @Argument(help: "The task to continue from: its id, the beginning of it, or latest.")
    var task: String

    @Option(
        help: ArgumentHelp(
            "A position of the log: what was recorded before it is inherited. A sub-task, by the "
                + "plan's name: it and what had its result are asked again. Or aggregation.",
            valueName: "position|sub-task"))
    var from: String

    @Option(
        help: ArgumentHelp(
            "Another model for a role, as with run; the other choices are those of the task.",
            valueName: "role=name"))
    var model: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Also write the final text to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var waiting: WaitOption
    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        _ = try RunArguments.models(model, insteadOf: .documented)
    }

    func run() async throws {
        let home = Home(options, .current)
        let origin = try TaskArgument.resolve(task, in: home, isQuiet: options.quiet)
        let file = try output.map { try OutputFile($0) }
        try KeyInTextError.check(file?.path, called: "name of the output file", options)
        for name in model { try KeyInTextError.check(name, called: "name of a model", options) }
        try await RunSession.use(options) { try await fork(origin, file, $0) }
    }

    private func fork(
        _ origin: TaskID, _ file: OutputFile?, _ session: RunSession
    ) async throws -> RunEnd {
        let reader = session.log.reader
        let records = try reader.events(of: origin.stream)
        let history = try records.map(Recorded.init)
        let point = try ForkPoint.find(from, in: history, of: origin, text: reader.readable)
        let before = try reader.history(before: point)
        let inherited = records.filter { $0.position < point.position }
        try session.checkTexts(of: inherited, origin, "forked")
        guard let known = TaskDecider.fold(before).submitted else { throw TaskRefusal.notSubmitted }
        var runOptions = known.options
        runOptions.models = try RunArguments.models(model, insteadOf: runOptions.models)
        let task = RunSession.identifiers.task()
        let submitted = TaskSubmitted(
            task: task, description: known.description, descriptionBytes: known.descriptionBytes,
            context: known.context, contextBytes: known.contextBytes, outputFile: nil,
            options: runOptions, forkedFrom: point)
        let printer = RunPrinter(session, isJSON: options.json)
        return try await session.withLease(on: task) {
            try await session.carryOut(
                task, under: waiting.applied(to: runOptions), printer, grace
            ) { agent in
                try await agent.fork(submitted, from: before, outputFile: file?.path)
            }
        }
    }
}
