public import Ledger

/// What models cost, by model name.
public struct PriceBook: Hashable, Sendable {
    public let name: String
    private let prices: [String: Price]

    public init(name: String, prices: [Price]) {
        self.name = name
        self.prices = Dictionary(
            prices.map { ($0.model, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row of `model`; nil when the book does not know it.
    public func price(of model: String) -> Price? { prices[model] }

    /// The documented prices: $0.005, $0.008 and $0.015 per 1,000 tokens of any kind.
    public static let builtIn = PriceBook(
        name: "default",
        prices: [
            flat("grok-code-fast-1", ticksPerToken: 50_000),
            flat("grok-3-fast", ticksPerToken: 80_000),
            flat("grok-4", ticksPerToken: 150_000),
        ])

    private static func flat(_ model: String, ticksPerToken: Int64) -> Price {
        Price(
            book: "default", model: model, inputTicks: ticksPerToken, cachedTicks: ticksPerToken,
            outputTicks: ticksPerToken)
    }
}
