internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Projections

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tasks, the latest first.")

    @Option(help: "Only the latest so many.")
    var limit: Int?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if let limit, limit < 1 {
            throw ValidationError("--limit must be at least 1, not \(limit)")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        try home.noticeIfEmpty()
        let rows = try home.database()?.tasks(limit: limit ?? .max) ?? []
        let tasks = try rows.map { try ListedTask($0, home) }
        if options.json {
            let result = Result(tasks: tasks, location: home.home.directory)
            home.output.write(try JSONText.line(result))
            return
        }
        if !tasks.isEmpty { home.output.write(Self.table(tasks).text) }
        home.output.progress("\(Count.text(tasks.count, "task")) in \(home.home.directory)")
    }

    private static func table(_ tasks: [ListedTask]) -> Table {
        var table = Table([
            ("Task ID", .left), ("Submitted (UTC)", .left), ("Status", .left), ("Strategy", .left),
            ("Sub-tasks", .right), ("Tokens", .right), ("Cost", .right), ("Task", .left),
        ])
        table.rows = tasks.map { task in
            [
                task.taskId, Clock.dateAndTime(task.submitted), task.status,
                task.effectiveStrategy ?? task.requestedStrategy,
                "\(task.subtasksFinished)/\(task.subtasks)", Count.text(task.tokens),
                MoneyText.text(Ticks(task.ticks), label: task.label),
                DisplayWidth.shortened(task.description, to: 40),
            ]
        }
        return table
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let tasks: [ListedTask]
        let location: String
    }
}
