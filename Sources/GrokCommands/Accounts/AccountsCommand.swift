internal import ArgumentParser

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Look at the accounts that the ledger knows.",
        subcommands: [AccountsListCommand.self, AccountsEnableCommand.self])
}
