internal import ArgumentParser
internal import Projections

struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Count conversations, documents, prompts and agents, and say where they are.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        try home.noticeIfEmpty()
        let statistics = try home.database()?.statistics() ?? Books.emptyStatistics(home.home)
        if options.json {
            let json = Result(
                conversations: statistics.conversations, documents: statistics.documents,
                prompts: statistics.prompts, agents: statistics.agents,
                database: home.databasePath)
            home.output.write(try JSONText.line(json))
        } else {
            home.output.write(
                Fields.text([
                    ("Conversations", Count.text(statistics.conversations)),
                    ("Documents", Count.text(statistics.documents)),
                    ("Prompts", Count.text(statistics.prompts)),
                    ("Agents", Count.text(statistics.agents)),
                    ("Database", home.databasePath),
                ]))
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let conversations: Int64
        let documents: Int64
        let prompts: Int64
        let agents: Int64
        let database: String
    }
}
