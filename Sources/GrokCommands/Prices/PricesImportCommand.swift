internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct PricesImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Price what is asked from now on by this book.",
        discussion: """
            The book is checked as a whole, and kept in the ledger. What was recorded before keeps \
            its prices. grok prices import default goes back to the documented prices.
            """)

    @Argument(help: "A file, or the name of a book that comes with the program or was adopted.")
    var book: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let adoption = try adoption(in: home)
        let position = try await adoption.record(in: home.home)
        if options.json {
            let result = BookAdoption.Result(adoption.book, position: position)
            return home.output.write(try JSONText.line(result))
        }
        let name = adoption.book.name
        home.output.line(
            position.map { "\(name) counts from now on, recorded at position \($0)" }
                ?? "\(name) counted already; nothing was recorded")
    }

    private func adoption(in home: ReadableHome) throws -> BookAdoption {
        if let index = DatedBook.builtIn.firstIndex(where: { $0.name == book }) {
            return BookAdoption(
                book: DatedBook.builtIn[index], text: DatedBook.texts[index], source: .builtIn)
        }
        let adopted = try AdoptedBooks(home.ledger)
        if let entry = adopted.entries.last(where: { $0.body.book == book }),
            let text = try home.ledger?.text(entry.body.text)
        {
            return BookAdoption(
                book: try adopted.book(entry), text: text, source: entry.body.source)
        }
        // A word that is no file is told what there is.
        _ = try BookArgument.known(book, in: home)
        let (read, text) = try BookArgument.file(book)
        return BookAdoption(book: read, text: text, source: .file)
    }
}
