internal import ArgumentParser
internal import Ledger
internal import Orchestration

struct PricesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a price book: US dollars for a million tokens.",
        discussion: "A file is checked as a whole: what is wrong is named with its line.")

    @Argument(help: "The name of a book, or a file.")
    var book: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let output = home.output
        let book = try BookArgument.book(book, in: home)
        if options.json {
            return output.write(try JSONText.line(BookJSON(book, withPrices: true)))
        }
        var table = Table([
            ("Model", .left), ("From", .left), ("To", .left), ("Prompt", .right),
            ("Cached", .right), ("Completion", .right), ("Long from", .right), ("Prompt", .right),
            ("Cached", .right), ("Completion", .right),
        ])
        table.rows = book.rows.map(BookText.cells)
        output.write(table.text)
        output.progress("\(book.name), hash \(book.hash.hexadecimal)")
    }
}
