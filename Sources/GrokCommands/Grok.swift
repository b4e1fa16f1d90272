internal import ArgumentParser
internal import Ledger

/// The program: `grok`.
struct Grok: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grok",
        abstract: "Breaks a big task into sub-tasks, runs them over several xAI accounts, and "
            + "keeps an exact ledger of what happened and what it cost.",
        version: ProgramVersion.text,
        subcommands: [
            OrchestrateCommand.self, LedgerCommand.self, AccountsCommand.self, PricesCommand.self,
            SimulateCommand.self,
        ])
}
