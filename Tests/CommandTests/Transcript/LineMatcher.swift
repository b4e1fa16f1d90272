/// Compares what a command printed with what it must print.
enum LineMatcher {
    /// The bindings after all lines have met their patterns; nil if they do not.
    static func match(
        _ expected: ArraySlice<ExpectedLine>, _ actual: ArraySlice<String>, _ bindings: Bindings
    ) -> Bindings? {
        guard let first = expected.first else { return actual.isEmpty ? bindings : nil }
        if first.isAnyLines {
            for start in actual.startIndex...actual.endIndex {
                if let result = match(expected.dropFirst(), actual[start...], bindings) {
                    return result
                }
            }
            return nil
        }
        guard let line = actual.first else { return nil }
        let group = first.isUnordered ? expected.prefix { $0.isUnordered } : expected.prefix(1)
        for index in group.indices {
            guard let next = LinePattern(expected[index].text).match(line, bindings) else {
                continue
            }
            var rest = expected
            rest.remove(at: index)
            if let result = match(rest, actual.dropFirst(), next) { return result }
        }
        return nil
    }

    /// A line of a comparison.
    enum Aligned: Equatable {
        /// Printed as expected: the pattern, and what was printed.
        case same(ExpectedLine, String)
        /// Expected, but not printed.
        case missing(ExpectedLine)
        /// Printed, but not expected.
        case surplus(String)
    }

    /// The comparison with the most lines that match, for people and for recording.
    static func align(
        _ expected: [ExpectedLine], _ actual: [String], _ bindings: Bindings
    ) -> [Aligned] {
        let patterns = expected.map { LinePattern($0.text) }
        func matches(_ i: Int, _ j: Int) -> Bool {
            !expected[i].isAnyLines && patterns[i].match(actual[j], bindings) != nil
        }
        var same = Array(
            repeating: Array(repeating: 0, count: actual.count + 1), count: expected.count + 1)
        for i in expected.indices.reversed() {
            for j in actual.indices.reversed() {
                same[i][j] =
                    matches(i, j)
                    ? same[i + 1][j + 1] + 1 : max(same[i + 1][j], same[i][j + 1])
            }
        }
        var result: [Aligned] = []
        var (i, j) = (0, 0)
        while i < expected.count || j < actual.count {
            if i < expected.count, j < actual.count, matches(i, j) {
                result.append(.same(expected[i], actual[j]))
                (i, j) = (i + 1, j + 1)
            } else if i < expected.count, j == actual.count || same[i + 1][j] >= same[i][j + 1] {
                result.append(.missing(expected[i]))
                i += 1
            } else {
                result.append(.surplus(actual[j]))
                j += 1
            }
        }
        return result
    }

    /// The bindings after the lines that are as expected, when others are not.
    static func bindings(_ aligned: [Aligned], _ bindings: Bindings) -> Bindings {
        aligned.reduce(bindings) { bindings, line in
            guard case .same(let expected, let actual) = line else { return bindings }
            return LinePattern(expected.text).match(actual, bindings) ?? bindings
        }
    }

    /// The comparison as people read it: `-` was expected and `+` was printed instead.
    static func difference(_ aligned: [Aligned]) -> String {
        aligned.map { line in
            switch line {
            case .same(let line, _): "  \(line.text)"
            case .missing(let line): "- \(line.text)"
            case .surplus(let text): "+ \(text)"
            }
        }.joined(separator: "\n")
    }
}
