/// What some attempts have in common, as far as the groupings of a report tell them apart: for each
/// grouping the number of a name that ``CostTable`` knows.
typealias CostCell = SIMD4<Int32>

/// The names that one grouping tells attempts apart by, numbered as they come.
struct CostNames {
    private(set) var names: [String] = []
    /// What orders the names before their text does.
    private(set) var orders: [Int64] = []
    private var numbers: [String: Int32] = [:]

    mutating func number(_ name: String, order: Int64 = 0) -> Int32 {
        if let found = numbers[name] { return found }
        let number = Int32(names.count)
        numbers[name] = number
        names.append(name)
        orders.append(order)
        return number
    }

    /// Gives names their order after all have come.
    mutating func setOrder(_ order: Int64, of name: String) {
        guard let number = numbers[name] else { return }
        orders[Int(number)] = order
    }

    /// The place of each number in the natural order of `grouping`.
    func ranks(_ grouping: CostGrouping) -> [Int] {
        let sorted = names.indices.sorted { left, right in
            if orders[left] != orders[right] { return orders[left] < orders[right] }
            let (first, second) = (names[left], names[right])
            // So that account-10 comes after account-9.
            if grouping == .account, first.count != second.count {
                return first.count < second.count
            }
            return first < second
        }
        var ranks = [Int](repeating: 0, count: sorted.count)
        for (rank, number) in sorted.enumerated() { ranks[number] = rank }
        return ranks
    }
}
