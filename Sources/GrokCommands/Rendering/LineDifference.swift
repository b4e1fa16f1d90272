/// How a text differs from another, line by line.
struct LineDifference {
    /// Lines that only the first has, and only the second, each with its number from 1.
    let removed: [(number: Int, line: Substring)]
    let added: [(number: Int, line: Substring)]

    init(from before: String, to after: String) {
        let old = before.split(separator: "\n", omittingEmptySubsequences: false)
        let new = after.split(separator: "\n", omittingEmptySubsequences: false)
        var removed: [(Int, Substring)] = []
        var added: [(Int, Substring)] = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, let line, _): removed.append((offset + 1, line))
            case .insert(let offset, let line, _): added.append((offset + 1, line))
            }
        }
        self.removed = removed.sorted { $0.0 < $1.0 }
        self.added = added.sorted { $0.0 < $1.0 }
    }

    var isEmpty: Bool { removed.isEmpty && added.isEmpty }
}
