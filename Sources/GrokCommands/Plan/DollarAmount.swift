internal import Ledger

/// An amount of money as a person writes it: `1`, `1.50`, `$0.0025`.
enum DollarAmount {
    /// The most that anybody means.
    static let usdMax: Int64 = 1_000_000

    /// Exact; nil for anything that is not an amount of at most ten decimals.
    static func ticks(_ text: String) -> Ticks? {
        let digits = text.hasPrefix("$") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]),
            (0...usdMax).contains(whole), parts[0].allSatisfy(\.isASCIIDigit)
        else { return nil }
        guard parts.count == 2 else { return Ticks(whole * Ticks.perUSD) }
        guard (1...10).contains(parts[1].count), parts[1].allSatisfy(\.isASCIIDigit),
            let fraction = Int64(parts[1] + String(repeating: "0", count: 10 - parts[1].count))
        else { return nil }
        return Ticks(whole * Ticks.perUSD + fraction)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
