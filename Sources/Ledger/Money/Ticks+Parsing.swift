extension Ticks {
    /// Digits after the point: ten make one tick.
    private static let fractionDigitsMax = 10

    /// The amount of a decimal number of US dollars such as `0.50`, exactly. Nil when it is not
    /// one, has more than ten decimals, is negative, or does not fit. A `$` may stand before it.
    public init?(usd text: String) {
        let digits = text.hasPrefix("$") ? text.dropFirst() : Substring(text)
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || !fraction.isEmpty,
            fraction.count <= Self.fractionDigitsMax,
            (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let dollars = Int64(whole),
            let rest = Int64(
                fraction + String(repeating: "0", count: Self.fractionDigitsMax - fraction.count)),
            let ticks = try? Ticks(Self.perUSD).multiplied(by: dollars).adding(Ticks(rest))
        else { return nil }
        self = ticks
    }
}
