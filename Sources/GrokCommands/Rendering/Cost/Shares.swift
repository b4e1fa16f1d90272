/// Divides a whole number of parts by weight so that the pieces add up to it exactly: each gets
/// what is due rounded down, and what remains goes to those that lost most by it.
enum Shares {
    /// - Parameter weights: One that is negative counts as none.
    static func of(_ parts: Int64, among weights: [Int64]) -> [Int64] {
        let sum = weights.reduce(into: UInt64(0)) { $0 += UInt64(max(0, $1)) }
        guard sum > 0 else { return weights.map { _ in 0 } }
        let divided = weights.map { weight in
            let product = UInt64(parts).multipliedFullWidth(by: UInt64(max(0, weight)))
            let (quotient, remainder) = sum.dividingFullWidth(product)
            return (quotient: Int64(quotient), remainder: remainder)
        }
        var shares = divided.map(\.quotient)
        let missing = Int(parts - shares.reduce(0, +))
        let losers = divided.indices.sorted { divided[$0].remainder > divided[$1].remainder }
        for index in losers.prefix(missing) { shares[index] += 1 }
        return shares
    }

    /// `12.3%` of a thousandth's parts.
    static func percent(_ permille: Int64?) -> String {
        permille.map { "\($0 / 10).\($0 % 10)%" } ?? ""
    }
}
