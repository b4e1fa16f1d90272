public import Ledger

/// What models cost, each price with the days that it holds on: data with a version, and not code.
public struct DatedBook: Hashable, Sendable {
    /// Ticks for one token.
    public struct Rates: Hashable, Sendable {
        public let input: Int64
        public let cached: Int64
        public let output: Int64

        public init(input: Int64, cached: Int64, output: Int64) {
            self.input = input
            self.cached = cached
            self.output = output
        }
    }

    /// The rates of a request with a long prompt: of all its tokens.
    public struct LongContext: Hashable, Sendable {
        /// The shortest prompt that they hold for.
        public let fromPromptTokens: Int64
        public let rates: Rates

        public init(fromPromptTokens: Int64, rates: Rates) {
            self.fromPromptTokens = fromPromptTokens
            self.rates = rates
        }
    }

    public struct Row: Hashable, Sendable {
        public let model: String
        /// The first day, in UTC.
        public let validFrom: Day
        /// The first day that it does not hold on any more; nil: none.
        public let validTo: Day?
        public let rates: Rates
        public let longContext: LongContext?

        public init(
            model: String, validFrom: Day, validTo: Day?, rates: Rates, longContext: LongContext?
        ) {
            self.model = model
            self.validFrom = validFrom
            self.validTo = validTo
            self.rates = rates
            self.longContext = longContext
        }

        public func holds(on day: Day) -> Bool {
            day >= validFrom && validTo.map { day < $0 } ?? true
        }

        /// The rates of a request with so long a prompt.
        public func rates(promptTokens: Int64) -> Rates {
            guard let longContext, promptTokens >= longContext.fromPromptTokens else {
                return rates
            }
            return longContext.rates
        }
    }

    public let name: String
    public let rows: [Row]
    /// Of its text: two books with the same hash are the same book.
    public let hash: Hash

    /// The row of `model` that holds on `day`; nil if there is none.
    public func row(of model: String, on day: Day) -> Row? {
        rows.first { $0.model == model && $0.holds(on: day) }
    }

    /// What an answer costs by this book; nil without a row.
    public func cost(
        of usage: TokenUsage, model: String, on day: Day
    ) throws(MoneyOverflow) -> Ticks? {
        guard let row = row(of: model, on: day) else { return nil }
        return try price(of: row, promptTokens: usage.promptTokens).cost(of: usage)
    }

    /// The price that a charge by `row` cites.
    public func price(of row: Row, promptTokens: Int64) -> Price {
        let rates = row.rates(promptTokens: promptTokens)
        let isLong = row.longContext.map { promptTokens >= $0.fromPromptTokens } ?? false
        return Price(
            book: name, model: row.model, inputTicks: rates.input, cachedTicks: rates.cached,
            outputTicks: rates.output, hash: hash, validFrom: row.validFrom.description,
            fromPromptTokens: isLong ? row.longContext?.fromPromptTokens : nil)
    }
}
