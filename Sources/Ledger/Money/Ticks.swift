/// An amount of money: 1 tick = 10⁻¹⁰ USD, the provider's own unit. Whole ticks from the wire to
/// the printed total; no floating point in between.
public struct Ticks: Hashable, Comparable, Sendable {
    /// Ticks in one US dollar.
    public static let perUSD: Int64 = 10_000_000_000
    public static let zero = Ticks(0)

    public let count: Int64

    public init(_ count: Int64) {
        self.count = count
    }

    public static func < (left: Ticks, right: Ticks) -> Bool { left.count < right.count }

    /// The exact sum; throws ``MoneyOverflow`` instead of wrapping.
    public func adding(_ other: Ticks) throws(MoneyOverflow) -> Ticks {
        let (sum, overflow) = count.addingReportingOverflow(other.count)
        guard !overflow else { throw MoneyOverflow(left: count, right: other.count) }
        return Ticks(sum)
    }

    /// The price of `quantity` units at this many ticks each; throws ``MoneyOverflow``.
    public func multiplied(by quantity: Int64) throws(MoneyOverflow) -> Ticks {
        let (product, overflow) = count.multipliedReportingOverflow(by: quantity)
        guard !overflow else { throw MoneyOverflow(left: count, right: quantity) }
        return Ticks(product)
    }

    /// Exact US dollars with at least two and at most ten decimals, such as `0.0425`.
    public var usd: String { decimal(fractionDigitsMin: 2) }

    private func decimal(fractionDigitsMin: Int) -> String {
        let magnitude = count.magnitude
        let unit = UInt64(Self.perUSD)
        var fraction = String(magnitude % unit)
        fraction = String(repeating: "0", count: 10 - fraction.count) + fraction
        while fraction.count > fractionDigitsMin, fraction.hasSuffix("0") {
            fraction.removeLast()
        }
        return (count < 0 ? "-" : "") + String(magnitude / unit) + "." + fraction
    }
}

/// A sum or product of money that does not fit into 64 bits. Never wrapped, never rounded.
public struct MoneyOverflow: Error, Equatable, CustomStringConvertible {
    public let left: Int64
    public let right: Int64

    public var description: String {
        "the amounts \(left) and \(right) do not fit together into 64 bits of ticks"
    }
}

extension Ticks: Codable {
    public init(from decoder: any Decoder) throws {
        count = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }
}
