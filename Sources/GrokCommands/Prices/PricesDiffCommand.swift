internal import ArgumentParser
internal import Orchestration

struct PricesDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two price books: - of the first, + of the second.")

    @Argument(help: "The name of a book, or a file.")
    var first: String

    @Argument(help: "The name of a book, or a file.")
    var second: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let output = home.output
        let old = try BookArgument.book(first, in: home)
        let new = try BookArgument.book(second, in: home)
        let removed = old.rows.filter { !new.rows.contains($0) }
        let added = new.rows.filter { !old.rows.contains($0) }
        if options.json {
            let json = Result(
                removed: removed.map(BookJSON.Row.init), added: added.map(BookJSON.Row.init))
            return output.write(try JSONText.line(json))
        }
        output.write(BookText.difference(removed: removed, added: added))
        if removed.isEmpty, added.isEmpty { output.progress("the same prices") }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let removed: [BookJSON.Row]
        let added: [BookJSON.Row]
    }
}
