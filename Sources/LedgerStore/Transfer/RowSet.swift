/// Numbers of rows, 64 of them in one word: a set of ten million neighbours takes a few megabytes.
struct RowSet {
    private var words: [Int64: UInt64] = [:]

    /// Adds `row`. Returns whether it was missing.
    mutating func insert(_ row: Int64) -> Bool {
        let bit = UInt64(1) << UInt64(row & 63)
        let word = words[row >> 6, default: 0]
        words[row >> 6] = word | bit
        return word & bit == 0
    }
}
