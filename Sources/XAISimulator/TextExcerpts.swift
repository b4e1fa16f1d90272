/// Small cuts of texts that strangers wrote; none of them copies more than it keeps.
extension StringProtocol {
    /// The text without white space at its ends.
    func trimmingSpace() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[startIndex..<startIndex] }
        return self[first...last]
    }

    /// The first line that says something: not empty and not a Markdown heading, unless there are
    /// only headings.
    func firstLine() -> SubSequence {
        var heading: SubSequence?
        var rest = trimmingSpace()
        while !rest.isEmpty {
            let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
            let line = rest[..<end].trimmingSpace()
            guard line.first == "#" || line.last == ":" else { return line }
            heading = heading ?? line
            rest = rest[end...].trimmingSpace()
        }
        return heading ?? self[startIndex..<startIndex]
    }

    /// The last line that is not empty.
    func lastLine() -> SubSequence {
        let text = trimmingSpace()
        guard let newline = text.lastIndex(where: \.isNewline) else { return text }
        return text[text.index(after: newline)...].trimmingSpace()
    }

    /// What a line is about: without Markdown marks and a label such as "Task:", cut between words
    /// after at most `length` characters.
    func topic(length: Int = 80) -> String {
        var line = drop { "#>*- ".contains($0) }
        if let colon = line.prefix(20).lastIndex(of: ":"),
            line[..<colon].lowercased().hasSuffix("task") || line[..<colon] == "Question"
        {
            line = line[line.index(after: colon)...]
        }
        let whole = line.trimmingSpace()
        let cut = whole.prefix(length)
        guard cut.endIndex < whole.endIndex else { return String(whole) }
        guard let space = cut.lastIndex(where: \.isWhitespace) else { return String(cut) + "…" }
        return String(cut[..<space]) + "…"
    }
}
