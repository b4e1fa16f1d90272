public import Ledger

/// Prices that a report is made with instead of those that were billed.
public struct Repricing: Sendable {
    /// The first that has a row says the price.
    private let books: [DatedBook]
    /// The day whose prices are meant; nil: that of each answer.
    private let day: Day?

    /// By one book, as it is on the day of each answer.
    public init(_ book: DatedBook) {
        books = [book]
        day = nil
    }

    /// By xAI's list as it was on `day`, whenever the answers came.
    public init(listOn day: Day) {
        books = DatedBook.lists
        self.day = day
    }

    /// What an answer costs; nil if no book has a row for it.
    public func cost(
        of usage: TokenUsage, model: String, at time: Timestamp
    ) throws(MoneyOverflow) -> Ticks? {
        for book in books {
            if let ticks = try book.cost(of: usage, model: model, on: day ?? Day(time)) {
                return ticks
            }
        }
        return nil
    }
}
