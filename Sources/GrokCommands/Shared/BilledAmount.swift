internal import ArgumentParser
internal import Ledger

/// An amount of money as a user writes it: whole ticks, or dollars after a `$`.
struct BilledAmount: ExpressibleByArgument {
    let ticks: Ticks

    init?(argument: String) {
        let amount =
            argument.hasPrefix("$")
            ? Ticks(usd: argument)
            : argument.allSatisfy { "0"..."9" ~= $0 } ? Int64(argument).map { Ticks($0) } : nil
        guard let amount, (1...Self.ticksMax).contains(amount.count) else { return nil }
        ticks = amount
    }

    /// What one request can be billed: $100,000.
    private static let ticksMax: Int64 = 1_000_000_000_000_000
}
