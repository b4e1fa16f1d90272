internal import Ledger
internal import LedgerStore

extension LedgerReader {
    /// The position of the last event that was recorded by `bound`; 0 if none was. Where the clock
    /// went back between two events, it is the place up to which the log agrees with the clock.
    func position(asOf bound: LogBound) throws -> Int64 {
        let size = try head().size
        if case .position(let position) = bound { return min(position, size) }
        var (low, high) = (Int64(0), size)
        while low < high {
            let middle = (low + high + 1) / 2
            guard let record = try event(at: middle) else { break }
            if bound.includes(record) { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
