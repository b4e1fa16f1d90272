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
    /// SHA-256 of the book's text; nil in events from before books had one.
    public let hash: Hash?
    /// The first day that the row holds on, such as `2026-11-01`, which tells it from the other
    /// rows of its model.
    public let validFrom: String?
    /// The shortest prompt that these prices hold for, if they are those of the row's long context.
    public let fromPromptTokens: Int64?

    public init(
        book: String, model: String, inputTicks: Int64, cachedTicks: Int64, outputTicks: Int64,
        hash: Hash? = nil, validFrom: String? = nil, fromPromptTokens: Int64? = nil
    ) {
        self.book = book
        self.model = model
        self.inputTicks = inputTicks
        self.cachedTicks = cachedTicks
        self.outputTicks = outputTicks
        self.hash = hash
        self.validFrom = validFrom
        self.fromPromptTokens = fromPromptTokens
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
        case hash = "book_hash"
        case validFrom = "valid_from"
        case fromPromptTokens = "from_prompt_tokens"
        case inputTicks = "input_ticks"
        case cachedTicks = "cached_ticks"
        case outputTicks = "output_ticks"
    }
}
