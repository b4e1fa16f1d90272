internal import Ledger
internal import LedgerStore
internal import Orchestration

/// The price books that were adopted in a ledger, in their order.
struct AdoptedBooks {
    struct Entry {
        let position: Int64
        let at: Timestamp
        let body: PriceBookAdopted
    }

    let entries: [Entry]
    private let ledger: LedgerReader?

    /// - Parameter ledger: Nil when nothing was ever recorded.
    init(_ ledger: LedgerReader?) throws {
        self.ledger = ledger
        entries =
            try ledger?.events(of: .prices).map(Recorded.init).compactMap { record in
                guard case .priceBookAdopted(let body) = record.event else { return nil }
                return Entry(position: record.position, at: record.recordedAt, body: body)
            } ?? []
    }

    /// The hash of the book that answers are priced by; nil: the documented one.
    var currentHash: Hash? { entries.last?.body.hash }

    /// The newest book of this name; nil if none was adopted.
    func book(named name: String) throws -> DatedBook? {
        try entries.last { $0.body.book == name }.map(book)
    }

    func book(_ entry: Entry) throws -> DatedBook {
        if let known = DatedBook.builtIn.first(where: { $0.hash == entry.body.hash }) {
            return known
        }
        guard let text = try ledger?.text(entry.body.text) else {
            throw CommandFailure(
                .failed,
                "the text of the price book \"\(entry.body.book)\" was removed: adopt one with "
                    + "grok prices import")
        }
        let book = try DatedBook(text: text)
        guard book.hash == entry.body.hash else {
            throw CommandFailure(
                .verification,
                "the price book \"\(entry.body.book)\" of position \(entry.position) has another "
                    + "hash than was recorded")
        }
        return book
    }

    /// The prices that answers count by on the day of `time`.
    func prices(at time: Timestamp) throws -> PriceBook {
        guard let last = entries.last else { return .builtIn }
        // Of the documented prices none ends.
        guard last.body.hash != DatedBook.documented.hash else { return .builtIn }
        return PriceBook(try book(last), on: Day(time))
    }

    /// The prices that answers count by now.
    static func prices(_ ledger: LedgerReader?) throws -> PriceBook {
        try AdoptedBooks(ledger).prices(at: Timestamp(microseconds: CostTime.now))
    }
}
