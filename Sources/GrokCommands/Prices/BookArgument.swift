internal import Ledger
internal import Orchestration

/// What stands where a price book goes: the name of one that comes with the program or was adopted,
/// or a file.
enum BookArgument {
    static func book(_ text: String, in home: ReadableHome) throws -> DatedBook {
        try known(text, in: home) ?? file(text).book
    }

    /// Nil if it must be a file.
    static func known(_ text: String, in home: ReadableHome) throws -> DatedBook? {
        if let book = DatedBook.builtIn.first(where: { $0.name == text }) { return book }
        let adopted = try AdoptedBooks(home.ledger)
        if let book = try adopted.book(named: text) { return book }
        guard text.contains("/") || text.hasSuffix(".json") || text == "-" else {
            var known = DatedBook.builtIn.map(\.name)
            for name in adopted.entries.map(\.body.book) where !known.contains(name) {
                known.append(name)
            }
            let names = known.joined(separator: ", ")
            throw CommandFailure(
                .badData,
                "there is no price book \"\(DisplayWidth.shortened(text, to: 40))\": there are "
                    + "\(names), or give a file such as ./book.json")
        }
        return nil
    }

    /// A book in a file, with its text.
    static func file(_ path: String) throws -> (book: DatedBook, text: String) {
        let text = try InputFile.text(path)
        do {
            return (try DatedBook(text: text), text)
        } catch {
            throw CommandFailure(.badData, "\(path), \(error)")
        }
    }

    /// What `--prices` means; nil for `as-billed`.
    static func repricing(_ text: String, in home: ReadableHome) throws -> Repricing? {
        if text == "as-billed" { return nil }
        guard text.hasPrefix("list@") else { return Repricing(try book(text, in: home)) }
        guard let day = Day(text.dropFirst("list@".count)) else {
            throw CommandFailure(
                .usage, "list@ takes a day such as list@2026-11-22, not \"\(text)\"")
        }
        return Repricing(listOn: day)
    }
}
