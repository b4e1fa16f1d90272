internal import Ledger
internal import Orchestration

/// A price book as `prices … --json` prints it: ticks for one token.
struct BookJSON: Encodable {
    struct LongContext: Encodable {
        let fromPromptTokens: Int64
        let input: Int64
        let cached: Int64
        let output: Int64
    }

    struct Row: Encodable {
        let model: String
        let validFrom: String
        @Nullable var validTo: String?
        let input: Int64
        let cached: Int64
        let output: Int64
        @Nullable var longContext: LongContext?
    }

    let book: String
    let hash: String
    let unit = DatedBook.unit
    /// Left out in a list.
    let prices: [Row]?
    /// In a list: whether answers are priced by it now, and since when or when last.
    var current: Bool?
    var adoptedAt: String?

    init(_ book: DatedBook, withPrices: Bool) {
        self.book = book.name
        hash = book.hash.hexadecimal
        prices = withPrices ? book.rows.map(Row.init) : nil
    }
}

extension BookJSON {
    init(listed: PricesListCommand.Listed) {
        self.init(listed.book, withPrices: false)
        current = listed.isCurrent
        adoptedAt = listed.adoptedAt.map(Clock.json)
    }
}

extension BookJSON.Row {
    init(_ row: DatedBook.Row) {
        model = row.model
        validFrom = row.validFrom.description
        validTo = row.validTo?.description
        input = row.rates.input
        cached = row.rates.cached
        output = row.rates.output
        longContext = row.longContext.map {
            BookJSON.LongContext(
                fromPromptTokens: $0.fromPromptTokens, input: $0.rates.input,
                cached: $0.rates.cached, output: $0.rates.output)
        }
    }
}
