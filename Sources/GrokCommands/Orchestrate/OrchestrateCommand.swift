internal import ArgumentParser

struct OrchestrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orchestrate", abstract: "Run tasks and look at them.",
        subcommands: [
            RunCommand.self, ResumeCommand.self, ListCommand.self, ShowCommand.self,
            StatsCommand.self, DocsCommand.self, ApproveCommand.self, PlanCommand.self,
            PromptCommand.self, CancelCommand.self, WatchCommand.self, RetryCommand.self,
            ForkCommand.self, DiffCommand.self,
        ])
}
