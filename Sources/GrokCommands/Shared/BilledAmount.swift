internal import ArgumentParser
internal import Ledger

/// An amount of money as a user writes it: whole ticks, or dollars after a `$`.
struct BilledAmount: ExpressibleByArgument {
    let ticks: Ticks

    init?(argument: String) {
        let isDollars = argument.hasPrefix("$")
        let parts = argument.dropFirst(isDollars ? 1 : 0)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || isDollars,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "0"..."9" ~= $0 } }),
            whole.count <= (isDollars ? 5 : 15)
        else { return nil }
        var digits = String(whole)
        if isDollars {
            let fraction = parts.count > 1 ? parts[1] : ""
            guard fraction.count <= 10 else { return nil }
            digits += fraction + String(repeating: "0", count: 10 - fraction.count)
        }
        guard let count = Int64(digits), count > 0 else { return nil }
        ticks = Ticks(count)
    }
}
