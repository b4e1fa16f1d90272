/// From now on answers are priced by this book: the last of these events counts.
public struct PriceBookAdopted: EventBody {
    public static let type = "price-book-adopted.v1"

    /// Its name, which an earlier version of it may have had, too.
    public let book: String
    /// SHA-256 of its text: charges cite it.
    public let hash: Hash
    /// How many prices it has.
    public let prices: Int
    /// The book, as `Docs/PriceBooks.md` has it.
    public let text: Commitment
    public let textBytes: Int
    public let source: PriceBookSource

    public init(
        book: String, hash: Hash, prices: Int, text: Commitment, textBytes: Int,
        source: PriceBookSource
    ) {
        self.book = book
        self.hash = hash
        self.prices = prices
        self.text = text
        self.textBytes = textBytes
        self.source = source
    }

    private enum CodingKeys: String, CodingKey {
        case book, hash, prices, text, source
        case textBytes = "text_bytes"
    }
}

/// Where a price book came from.
public enum PriceBookSource: String, Sendable, Codable, CaseIterable {
    /// It comes with the program.
    case builtIn = "built-in"
    case file
    /// The provider's own list of models.
    case provider
}
