internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Break a task into sub-tasks, run them, merge the answers.")

    @Argument(help: "What is to be done.")
    var description: String?

    @OptionGroup var prompt: PromptOptions

    @Option(name: .shortAndLong, help: "Additional context for the task.")
    var context: String?

    @Option(
        help: ArgumentHelp("Read the context from a file; - is standard input.", valueName: "file"))
    var contextFile: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Also write the final text to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var planning: PlanOptions
    @OptionGroup var arguments: RunArguments
    @OptionGroup var grace: GraceOption
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if description == nil, prompt.name == nil {
            throw ValidationError("Missing expected argument '<description>'")
        }
        if description != nil, prompt.name != nil {
            throw ValidationError("give either a description or --prompt, not both")
        }
        let readers = [contextFile == "-", planning.planFile == "-", prompt.readsStandardInput]
        if readers.count(where: { $0 }) > 1 {
            throw ValidationError("standard input can be read once only")
        }
    }

    func run() async throws {
        let plan = try planning.input(subtasksMax: arguments.maxSubtasks)
        var runOptions = try arguments.runOptions(of: plan)
        let template = try prompt.rendered()
        let description = try TaskInput.description(template?.text ?? description ?? "")
        let context = try TaskInput.context(context, file: contextFile)
        let tokens = try TaskInput.checkWindow(
            description: description, context: context, models: runOptions.models)
        let file = try output.map { try OutputFile($0) }
        let confirmation = try Confirmation(
            planning, hasCap: runOptions.costMax != nil, options, .current)
        if planning.dryRun {
            let home = try ReadableHome(options)
            let dry = try DryRun(
                description: description, context: context, options: runOptions, plan: plan,
                history: CostHistory(try home.database()?.callCosts() ?? []),
                prices: try AdoptedBooks.prices(home.ledger))
            return home.output.write(options.json ? try dry.json() : try dry.text())
        }
        if planning.stopsWithPlan || confirmation.needsPause { runOptions.awaitsApproval = true }
        let submission = Submission(
            description: description, context: context, outputFile: file?.path,
            options: runOptions, plan: plan?.text, template: template?.reference)
        try await RunSession.use(options, for: submission) { session in
            if context != nil {
                session.output.progress("context: about \(Count.text(tokens)) tokens")
            }
            return try await carryOut(submission, confirmation, session)
        }
    }

    private func carryOut(
        _ submission: Submission, _ confirmation: Confirmation, _ session: RunSession
    ) async throws -> RunEnd {
        let task = RunSession.identifiers.task()
        let printer = RunPrinter(session, isJSON: options.json)
        if !planning.stopsWithPlan {
            printer.warns { try? confirmation.warning(session.estimate($0)) }
        }
        return try await session.withLease(on: task) {
            var end = try await session.carryOut(
                task, under: submission.options, printer, grace
            ) { try await $0.run(submission) }
            end.isPlanWished = planning.stopsWithPlan
            guard end.report.state.isAwaitingApproval, !planning.stopsWithPlan else { return end }
            let view = PlanView(
                report: end.report, estimate: try session.estimate(end.report.state),
                text: session.log.reader.readable)
            guard try confirmation.isGiven(view) else {
                end.showsPlan = false
                return end
            }
            return try await ApproveCommand.carryOn(
                task, session, RunPrinter(session, isJSON: options.json), grace)
        }
    }
}
