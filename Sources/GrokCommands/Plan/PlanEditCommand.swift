internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct PlanEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change the plan of a task that awaits approval, before anything of it is paid.",
        discussion: """
            Opens the plan as JSON in VISUAL or EDITOR. What is saved there is checked and \
            recorded; an unchanged or empty file changes nothing.
            """)

    @Argument(help: "The task: its id, the beginning of it, or latest.")
    var task: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Take the plan from this file instead; - is standard input.", valueName: "file"))
    var file: String?

    @Option(
        name: .shortAndLong,
        help: "Maximum number of sub-tasks; by default what the run was started with.")
    var maxSubtasks: Int?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard let maxSubtasks, !(1...Limits.subtasksMax).contains(maxSubtasks) else { return }
        throw ValidationError(
            "-m/--max-subtasks must be between 1 and \(Limits.subtasksMax), not \(maxSubtasks).")
    }

    func run() async throws {
        let home = try ReadableHome(options)
        let (id, ledger) = try home.task(task)
        let lease = try Self.lease(on: id, home.home)
        defer { withExtendedLifetime(lease) {} }
        let history = try ledger.events(of: id.stream).map(Recorded.init)
        try checkState(TaskDecider.fold(history), id)
        let input = try input(PlanView(id.text, in: home))
        try KeyInTextError.check(input?.text, called: "plan", options)
        if let input, try await !record(input, history, home).isEmpty {
            home.output.progress(
                "the plan has \(Count.text(input.plan.subtasks.count, "sub-task")) now")
        } else {
            home.output.progress("the plan is as it was; nothing was recorded")
        }
        let view = try PlanView(id.text, in: home)
        home.output.write(
            options.json ? try JSONText.line(try PlanJSON(view)) : try PlanText(view).text())
    }

    private static func lease(on id: TaskID, _ home: Home) throws -> RunLease {
        switch try RunLease.acquire(directory: home.directory, task: id) {
        case .acquired(let lease): return lease
        case .held(let pid):
            let holder = pid.map { "process \($0)" } ?? "another process"
            throw CommandFailure(.unavailable, "task \(id) is being run by \(holder)")
        }
    }

    /// Before anybody has written a plan for nothing.
    private func checkState(_ state: TaskState, _ id: TaskID) throws {
        if let refusal = TaskDecider.editRefusal(state) {
            throw CommandFailure(.failed, "the plan of task \(id) cannot be changed: \(refusal)")
        }
    }

    /// Nil when the editor left nothing to record.
    private func input(_ view: PlanView) throws -> PlanInput? {
        let most = maxSubtasks ?? view.state.options.subtasksMax
        if let file { return try PlanInput(file: file, subtasksMax: most) }
        let before = try PlanDocument(view).text()
        let after = try Editor.current(.current).edit(before, name: "plan.json")
        guard after != before, !after.allSatisfy(\.isWhitespace) else { return nil }
        return try PlanInput(after, name: "the editor", subtasksMax: most)
    }

    private func record(
        _ input: PlanInput, _ history: [Recorded], _ home: ReadableHome
    ) async throws -> [EventRecord] {
        let log = try EventLog.open(
            directory: home.home.directory, world: home.home.world,
            program: "grok " + ProgramVersion.text, options: .noticing)
        do {
            let records = try await PlanEditor(log: log, identifiers: RunSession.identifiers)
                .adopt(
                    input.text, subtasksMax: maxSubtasks ?? Limits.subtasksMax, history: history)
            await log.close()
            return records
        } catch {
            await log.close()
            throw error
        }
    }
}
