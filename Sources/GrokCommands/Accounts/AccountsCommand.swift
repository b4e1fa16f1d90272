internal import ArgumentParser

struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Look at the accounts, and say which may be used.",
        subcommands: [
            AccountsListCommand.self, AccountsCheckCommand.self, AccountsDisableCommand.self,
            AccountsEnableCommand.self,
        ])
}
