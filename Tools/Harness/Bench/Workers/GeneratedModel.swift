internal import Ledger

/// The models of a generated ledger: the three that have a price in the built-in book, and two that
/// only the provider knows the price of.
struct GeneratedModel: Sendable {
    let name: String
    /// For any token; nil when the book does not know the model.
    let bookTicks: Int64?
    /// What the provider charges for any token.
    let ticks: Int64

    static let simple = GeneratedModel(name: "grok-code-fast-1", bookTicks: 50_000, ticks: 50_000)
    static let medium = GeneratedModel(name: "grok-3-fast", bookTicks: 80_000, ticks: 80_000)
    static let complex = GeneratedModel(name: "grok-4", bookTicks: 150_000, ticks: 150_000)
    static let others = [
        GeneratedModel(name: "grok-4-fast", bookTicks: nil, ticks: 5_000),
        GeneratedModel(name: "grok-4.3", bookTicks: nil, ticks: 25_000),
    ]

    var price: Price? {
        bookTicks.map {
            Price(
                book: "default", model: name, inputTicks: $0, cachedTicks: $0, outputTicks: $0)
        }
    }
}
