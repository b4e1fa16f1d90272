/// A function, initialiser, subscript or computed property, with the lines it spans.
struct FoundFunction: Equatable {
    let name: String
    /// The line of the word `func`, `init`, `subscript` or `var`.
    let firstLine: Int
    /// The line of the brace that ends the body.
    let lastLine: Int

    var lines: Int { lastLine - firstLine + 1 }
}

/// Finds what has a body, by matching braces in code without comments and strings.
struct FunctionFinder {
    private let tokens: [CodeToken]

    static func functions(in file: SourceFile) -> [FoundFunction] {
        let finder = FunctionFinder(tokens: CodeToken.tokens(of: file.code))
        return finder.tokens.indices.compactMap(finder.function(at:))
    }

    /// Words that begin another declaration: a signature that meets one of them has no body.
    private static let declarations: Set<Substring> = [
        "func", "var", "let", "init", "deinit", "subscript", "case", "static", "struct", "class",
        "enum", "extension", "protocol", "typealias", "associatedtype", "import", "public",
        "package", "internal", "fileprivate", "private", "mutating", "nonmutating", "override",
    ]

    private func function(at index: Int) -> FoundFunction? {
        let word = tokens[index].text
        guard ["func", "init", "deinit", "subscript", "var"].contains(word),
            index == 0 || tokens[index - 1].text != ".",
            let open = bodyStart(after: index), let close = bodyEnd(from: open)
        else { return nil }
        let isNamed = (word == "func" || word == "var") && index + 1 < tokens.count
        return FoundFunction(
            name: String(isNamed ? tokens[index + 1].text : word), firstLine: tokens[index].line,
            lastLine: tokens[close].line)
    }

    /// The index of the brace that opens the body of the declaration whose word is at `index`.
    private func bodyStart(after index: Int) -> Int? {
        let word = tokens[index].text
        // The token behind these words is a name, even if it is spelled like a keyword.
        let signature = word == "func" || word == "var" ? index + 2 : index + 1
        var depth = 0
        for current in tokens.indices.dropFirst(signature) {
            let token = tokens[current]
            switch token.text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return current
            case "}" where depth == 0: return nil
            case "=" where depth == 0 && word == "var": return nil
            default:
                if depth == 0, Self.declarations.contains(token.text) { return nil }
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private func bodyEnd(from open: Int) -> Int? {
        var depth = 0
        for current in tokens.indices.dropFirst(open) {
            if tokens[current].text == "{" { depth += 1 }
            if tokens[current].text == "}" {
                depth -= 1
                if depth == 0 { return current }
            }
        }
        return nil
    }
}
