public import Ledger

/// When a price book is adopted.
public enum PriceBookRules {
    /// A book that is not one of the program's has the name of one.
    public struct NameTaken: Error, Hashable, Sendable, CustomStringConvertible {
        public let book: String

        public init(book: String) {
            self.book = book
        }

        public var description: String {
            "a book that comes with the program is called \"\(book)\" and has other prices: "
                + "give this one another name"
        }
    }

    /// Whether `book` becomes the one that counts; not if it is that already.
    ///
    /// - Parameter current: The hash of the book that counts; nil: the documented one, because none
    ///   was ever adopted.
    public static func adopts(
        _ book: DatedBook, current: Hash?
    ) throws(NameTaken) -> Bool {
        if let known = DatedBook.builtIn.first(where: { $0.name == book.name }),
            known.hash != book.hash
        {
            throw NameTaken(book: book.name)
        }
        return book.hash != current ?? DatedBook.documented.hash
    }
}
