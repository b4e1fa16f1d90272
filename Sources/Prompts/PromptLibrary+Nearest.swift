extension PromptLibrary {
    /// The name that somebody most likely meant by `name`; nil if none is close.
    public func nearest(to name: String) -> String? {
        let text = Array(name.lowercased().utf8.prefix(PromptTemplate.nameBytesMax))
        let distances = names.map { (name: $0, edits: Self.edits(text, Array($0.utf8))) }
        guard let best = distances.min(by: { $0.edits < $1.edits }),
            best.edits <= max(2, best.name.utf8.count / 3)
        else {
            let given = name.lowercased()
            return names.first { !given.isEmpty && ($0.hasPrefix(given) || given.hasPrefix($0)) }
        }
        return best.name
    }

    /// How many letters must be put in, left out or replaced to make one of the other.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
