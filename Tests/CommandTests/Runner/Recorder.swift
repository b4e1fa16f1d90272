/// Writes a transcript anew from what its commands printed. Lines that were as expected stay as
/// they are; in the others, what varies becomes a placeholder where that can be told.
struct Recorder {
    private let transcript: Transcript
    /// The new lines of each expectation that has been recorded.
    private var recorded: [Range<Int>: [String]] = [:]

    init(_ transcript: Transcript) {
        self.transcript = transcript
    }

    /// The whole file; expectations of commands that did not run stay as they are.
    var text: String {
        var lines: [String] = []
        var index = 0
        for (range, new) in recorded.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
            lines += transcript.lines[index..<range.lowerBound] + new
            // The line that ends the expectation is among the new ones.
            index = range.upperBound + 1
        }
        lines += transcript.lines[index...]
        return lines.map { $0 + "\n" }.joined()
    }

    /// - Parameters:
    ///   - ending: The line that ends the expectation.
    ///   - before: What the placeholders stood for before the step.
    ///   - after: What they stand for after it; new task ids get a name.
    mutating func record(
        _ step: Transcript.Step, _ output: [String], _ errors: [String], ending: String,
        before: Bindings, after: inout Bindings
    ) {
        let printed = lines(step.output, output, mark: "1", before: before, after: &after)
        let noticed = lines(step.errors, errors, mark: "2", before: before, after: &after)
        recorded[step.expectation] = printed + noticed + [ending]
    }

    private func lines(
        _ expected: [ExpectedLine], _ actual: [String], mark: String, before: Bindings,
        after: inout Bindings
    ) -> [String] {
        if LineMatcher.match(expected[...], actual[...], before) != nil {
            return expected.map { Self.spelled($0.text, mark: mark, isUnordered: $0.isUnordered) }
        }
        var result: [String] = []
        for line in LineMatcher.align(expected, actual, before) {
            switch line {
            case .same(let line, _):
                result.append(
                    Self.spelled(line.text, mark: mark, isUnordered: line.isUnordered))
            case .missing: break
            case .surplus(let text):
                let generalised = Self.generalised(text, &after)
                result.append(Self.spelled(generalised, mark: mark, isUnordered: false))
            }
        }
        return result
    }

    /// A line as it stands in the file.
    private static func spelled(_ text: String, mark: String, isUnordered: Bool) -> String {
        if isUnordered { return "\(mark)~ \(text)" }
        guard mark == "1" else { return "\(mark)> \(text)" }
        let needsMark = ["$ ", "$&", "> ", "1> ", "1~ ", "2> ", "2~ ", "[exit ", "[running]"]
            .contains(where: text.hasPrefix)
        return needsMark || text == ">" ? "1> \(text)" : text
    }

    /// A printed line with placeholders for what is known to vary.
    private static func generalised(_ line: String, _ bindings: inout Bindings) -> String {
        var text = line
        var literal = ""
        // What looks like a placeholder is text of the program.
        while let start = text.firstIndex(of: "<") {
            let isPlaceholder = text[start...].firstIndex(of: ">").map {
                Placeholder(text[start..<$0].dropFirst()) != nil
            }
            literal += text[..<start] + (isPlaceholder == true ? "\\<" : "<")
            text = String(text[start...].dropFirst())
        }
        text = literal + text
        for match in text.matches(of: #/\b[0-9abcdefghjkmnpqrstvwxyz]{12}\b/#) {
            let value = String(match.output)
            let known = bindings.contains { $0.key.kind == "task" && $0.value == value }
            let isID = value.contains(where: \.isNumber) && value.contains(where: \.isLetter)
            let free = (1...).lazy.compactMap { Placeholder("task:\($0)") }
                .first { bindings[$0] == nil }
            if isID, !known, let free { bindings[free] = value }
        }
        // Longest first: the home directory contains other values.
        for (placeholder, value) in bindings.sorted(by: { $0.value.count > $1.value.count })
        where value.count >= 4 {
            text = text.split(separator: value, omittingEmptySubsequences: false)
                .joined(separator: placeholder.spelling)
        }
        text.replace(
            #/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#, with: "<uuid>")
        text.replace(#/\b[0-9a-f]{64}\b/#, with: "<hash>")
        text.replace(#/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/#, with: "<time>")
        text.replace(#/\b\d+ ms\b/#, with: "<ms> ms")
        text.replace(#/127\.0\.0\.1:\d+/#, with: "127.0.0.1:<port>")
        return text
    }
}
