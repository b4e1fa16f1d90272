public import Ledger

/// What models cost on one day, by model name.
public struct PriceBook: Hashable, Sendable {
    /// The prices of one model: at first, and for long prompts if those cost something else.
    private struct Entry: Hashable, Sendable {
        let price: Price
        let long: Price?
    }

    public let name: String
    private let entries: [String: Entry]

    /// Prices that hold for prompts of any length.
    public init(name: String, prices: [Price]) {
        self.name = name
        entries = Dictionary(
            prices.map { ($0.model, Entry(price: $0, long: nil)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The rows of `book` that hold on `day`.
    public init(_ book: DatedBook, on day: Day) {
        name = book.name
        entries = Dictionary(
            book.rows.filter { $0.holds(on: day) }.map { row in
                (
                    row.model,
                    Entry(
                        price: book.price(of: row, promptTokens: 0),
                        long: row.longContext.map {
                            book.price(of: row, promptTokens: $0.fromPromptTokens)
                        })
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The price of `model` for a prompt of so many tokens; nil when the book does not know it.
    public func price(of model: String, promptTokens: Int64 = 0) -> Price? {
        guard let entry = entries[model] else { return nil }
        guard let long = entry.long, promptTokens >= long.fromPromptTokens ?? 0 else {
            return entry.price
        }
        return long
    }

    /// The dearest prices that a request with at most so many prompt tokens can come to.
    public func highestPrice(of model: String, promptTokensMax: Int64) -> Price? {
        guard let base = price(of: model) else { return nil }
        guard let long = price(of: model, promptTokens: promptTokensMax), long != base else {
            return base
        }
        return Price(
            book: long.book, model: long.model, inputTicks: max(base.inputTicks, long.inputTicks),
            cachedTicks: max(base.cachedTicks, long.cachedTicks),
            outputTicks: max(base.outputTicks, long.outputTicks), hash: long.hash,
            validFrom: long.validFrom, fromPromptTokens: long.fromPromptTokens)
    }

    /// The documented prices: $0.005, $0.008 and $0.015 per 1,000 tokens of any kind, whenever.
    public static let builtIn = PriceBook(
        .documented, on: .init(number: documentedDay))

    /// The first day of the documented prices, which have no last one: 2025-11-01.
    private static let documentedDay: Int64 = 20_393
}
