internal import ArgumentParser

struct PricesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Look at price books, compare them, and say which one counts.",
        subcommands: [
            PricesListCommand.self, PricesShowCommand.self, PricesDiffCommand.self,
            PricesImportCommand.self, PricesRefreshCommand.self,
        ])
}
