/// What one token of a model costs, and which row of which book says so. Frozen in the events that
/// cite it, so that a later book never changes an old bill.
public struct Price: Hashable, Sendable, Codable {
    /// The book's name, such as `default`.
    public let book: String
    /// The model whose row this is.
    public let model: String
    public let inputTicks: Int64
    public let cachedTicks: Int64
    public let outputTicks: Int64

    public init(
        book: String, model: String, inputTicks: Int64, cachedTicks: Int64, outputTicks: Int64
    ) {
        self.book = book
        self.model = model
        self.inputTicks = inputTicks
        self.cachedTicks = cachedTicks
        self.outputTicks = outputTicks
    }

    /// (prompt − cached)·input + cached·cached + (completion + reasoning)·output.
    public func cost(of usage: TokenUsage) throws(MoneyOverflow) -> Ticks {
        let fresh = try Ticks(inputTicks).multiplied(by: usage.promptTokens - usage.cachedTokens)
        let cached = try Ticks(cachedTicks).multiplied(by: usage.cachedTokens)
        let output = try Ticks(outputTicks)
            .multiplied(by: usage.completionTokens + usage.reasoningTokens)
        return try fresh.adding(cached).adding(output)
    }

    private enum CodingKeys: String, CodingKey {
        case book, model
        case inputTicks = "input_ticks"
        case cachedTicks = "cached_ticks"
        case outputTicks = "output_ticks"
    }
}
