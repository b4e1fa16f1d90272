extension String {
    /// Without white space at either end.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// At most so many bytes of UTF-8, cut between two characters.
    func truncated(toBytes max: Int) -> String {
        guard utf8.count > max else { return self }
        var end = utf8.index(startIndex, offsetBy: Swift.max(0, max))
        while end > startIndex, end.samePosition(in: self) == nil {
            end = utf8.index(before: end)
        }
        return String(self[..<end])
    }
}
