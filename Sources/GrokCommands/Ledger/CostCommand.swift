internal import ArgumentParser
internal import Projections

struct CostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "What was spent: in total, or by account, model, task or day.",
        discussion: """
            ~ is computed from the price book, ? is unknown, >= is at least. The rows always add \
            up to the total.
            """)

    @Flag(help: "A row for each account.")
    var byAccount = false

    @Flag(help: "A row for each model that served.")
    var byModel = false

    @Flag(help: "A row for each task.")
    var byTask = false

    @Flag(help: "A row for each day, UTC.")
    var byDay = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard [byAccount, byModel, byTask, byDay].filter({ $0 }).count <= 1 else {
            throw ValidationError("give one of --by-account, --by-model, --by-task, --by-day")
        }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        let report =
            try home.database()?.costs(by: grouping)
            ?? CostReport.empty(by: grouping)
        if report.total.attempts == 0 { try home.noticeIfEmpty() }
        if options.json {
            home.output.write(try JSONText.line(CostJSON(report)))
        } else {
            home.output.write(CostText(report).text)
            home.output.progress("from \(home.home.directory)")
        }
    }

    private var grouping: CostGrouping {
        if byAccount { return .account }
        if byModel { return .model }
        if byTask { return .task }
        return byDay ? .day : .nothing
    }
}
