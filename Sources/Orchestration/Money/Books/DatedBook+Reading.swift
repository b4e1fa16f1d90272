internal import Ledger

extension DatedBook {
    /// The largest book that is read, in bytes.
    public static let bytesMax = 1_048_576
    /// The highest price of a token, in ticks.
    public static let priceMax: Int64 = 1_000_000_000
    /// The one unit that there is.
    public static let unit = "ticks-per-token"

    /// Reads a book: JSON as `Docs/PriceBooks.md` has it. Throws with the line that is wrong.
    public init(text: String) throws(BookRefusal) {
        guard text.utf8.count <= Self.bytesMax else {
            throw BookRefusal(line: 1, "the book has more than \(Self.bytesMax) bytes")
        }
        var members = try Members(try LinedJSON.read(text), "the book")
        let (name, line) = try members.string("book")
        guard Tag.isName(name) else {
            throw BookRefusal(
                line: line,
                "the name of a book has up to 32 of a-z, 0-9 and _.- in it, and begins with a "
                    + "letter")
        }
        let (unit, unitLine) = try members.string("unit")
        guard unit == Self.unit else {
            throw BookRefusal(
                line: unitLine, "the unit \"\(unit)\" is not known, only \"\(Self.unit)\"")
        }
        let (prices, pricesLine) = try members.array("prices")
        try members.end()
        guard !prices.isEmpty else {
            throw BookRefusal(line: pricesLine, "there is no price in it")
        }
        var rows: [Row] = []
        for price in prices {
            let row = try Self.row(price)
            if let other = rows.first(where: { $0.overlaps(row) }) {
                throw BookRefusal(
                    line: price.line,
                    "\(row.model) has another price from \(other.validFrom) on, and both hold on "
                        + "\(max(row.validFrom, other.validFrom))")
            }
            rows.append(row)
        }
        self.init(name: name, rows: rows, hash: Hash(of: Array(text.utf8)))
    }

    private static func row(_ value: LinedJSON) throws(BookRefusal) -> Row {
        var members = try Members(value, "a price")
        let (model, line) = try members.string("model")
        guard (1...128).contains(model.utf8.count) else {
            throw BookRefusal(line: line, "the name of a model has 1 to 128 bytes")
        }
        let (from, _) = try members.day("valid_from")
        let to = members.has("valid_to") ? try members.day("valid_to") : nil
        if let to, to.day <= from {
            throw BookRefusal(line: to.line, "valid_to is not after valid_from")
        }
        let rates = try Self.rates(&members)
        var longContext: LongContext?
        if let value = members.take("long_context") {
            var members = try Members(value, "long_context")
            let tokens = try members.integer("from_prompt_tokens", 1...TokenUsage.countMax)
            longContext = LongContext(fromPromptTokens: tokens, rates: try Self.rates(&members))
            try members.end()
        }
        try members.end()
        return Row(
            model: model, validFrom: from, validTo: to?.day, rates: rates,
            longContext: longContext)
    }

    private static func rates(_ members: inout Members) throws(BookRefusal) -> Rates {
        Rates(
            input: try members.integer("input", 0...priceMax),
            cached: try members.integer("cached", 0...priceMax),
            output: try members.integer("output", 0...priceMax))
    }
}

extension DatedBook.Row {
    fileprivate func overlaps(_ other: DatedBook.Row) -> Bool {
        guard model == other.model else { return false }
        let endsBefore = validTo.map { $0 <= other.validFrom } ?? false
        let beginsAfter = other.validTo.map { $0 <= validFrom } ?? false
        return !endsBefore && !beginsAfter
    }
}

/// The members of an object, taken one after the other so that none is passed over.
private struct Members {
    private var members: [(key: String, value: LinedJSON)]
    private let line: Int
    private let owner: String

    init(_ value: LinedJSON, _ owner: String) throws(BookRefusal) {
        guard case .object(let members, let line) = value else {
            throw BookRefusal(line: value.line, "\(owner) is not an object")
        }
        self.members = members
        self.line = line
        self.owner = owner
    }

    func has(_ key: String) -> Bool { members.contains { $0.key == key } }

    mutating func take(_ key: String) -> LinedJSON? {
        guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
        return members.remove(at: index).value
    }

    private mutating func need(_ key: String) throws(BookRefusal) -> LinedJSON {
        guard let value = take(key) else {
            throw BookRefusal(line: line, "\(owner) has no \"\(key)\"")
        }
        return value
    }

    mutating func string(_ key: String) throws(BookRefusal) -> (text: String, line: Int) {
        let value = try need(key)
        guard case .string(let text, let line) = value else {
            throw BookRefusal(line: value.line, "\"\(key)\" is not a text")
        }
        return (text, line)
    }

    mutating func array(_ key: String) throws(BookRefusal) -> (values: [LinedJSON], line: Int) {
        let value = try need(key)
        guard case .array(let values, let line) = value else {
            throw BookRefusal(line: value.line, "\"\(key)\" is not a list")
        }
        return (values, line)
    }

    mutating func day(_ key: String) throws(BookRefusal) -> (day: Day, line: Int) {
        let (text, line) = try string(key)
        guard let day = Day(text) else {
            throw BookRefusal(line: line, "\"\(key)\" is not a day such as 2026-11-22")
        }
        return (day, line)
    }

    mutating func integer(
        _ key: String, _ range: ClosedRange<Int64>
    ) throws(BookRefusal) -> Int64 {
        let value = try need(key)
        guard case .number(let text, let line) = value else {
            throw BookRefusal(line: value.line, "\"\(key)\" is not a number")
        }
        guard !text.contains(where: { ".eE".contains($0) }) else {
            throw BookRefusal(
                line: line, "\"\(key)\" is \(text): prices are whole ticks, without a fraction")
        }
        guard let number = Int64(text), range.contains(number) else {
            throw BookRefusal(
                line: line,
                "\"\(key)\" is \(text), and not between \(range.lowerBound) and "
                    + "\(range.upperBound)")
        }
        return number
    }

    func end() throws(BookRefusal) {
        guard let unknown = members.first else { return }
        throw BookRefusal(
            line: unknown.value.line, "\(owner) has a \"\(unknown.key)\", which is not known")
    }
}
