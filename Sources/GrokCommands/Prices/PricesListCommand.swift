internal import ArgumentParser
internal import Ledger
internal import Orchestration

struct PricesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the price books that come with the program and those that were adopted.",
        discussion: "* marks the one that answers are priced by now.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let output = home.output
        let books = try Self.books(home)
        if options.json {
            return output.write(
                try JSONText.line(["books": books.map { BookJSON(listed: $0) }]))
        }
        var table = Table([
            ("Book", .left), ("Prices", .right), ("From", .left), ("Adopted", .left),
            ("Hash", .left),
        ])
        table.rows = books.map { listed in
            [
                listed.book.name + (listed.isCurrent ? " *" : ""),
                Count.text(listed.book.rows.count),
                listed.book.rows.map(\.validFrom).min()?.description ?? "",
                listed.adoptedAt.map { Clock.time($0) } ?? "", listed.book.hash.hexadecimal,
            ]
        }
        output.write(table.text)
    }

    /// A book with what this ledger says of it.
    struct Listed {
        let book: DatedBook
        /// When it was adopted last.
        var adoptedAt: Timestamp?
        let isCurrent: Bool
    }

    /// Those of the program, then those of the ledger as they came.
    private static func books(_ home: ReadableHome) throws -> [Listed] {
        let adopted = try AdoptedBooks(home.ledger)
        let current = adopted.currentHash ?? DatedBook.documented.hash
        var books = DatedBook.builtIn
        for entry in adopted.entries where !books.contains(where: { $0.hash == entry.body.hash }) {
            books.append(try adopted.book(entry))
        }
        return books.map { book in
            Listed(
                book: book,
                adoptedAt: adopted.entries.last { $0.body.hash == book.hash }?.at,
                isCurrent: book.hash == current)
        }
    }
}
