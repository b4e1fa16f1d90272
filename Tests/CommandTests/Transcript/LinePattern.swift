/// One line of a transcript: text with placeholders. `\<` is the character itself.
struct LinePattern {
    enum Piece: Equatable {
        case text(String)
        case placeholder(Placeholder)
    }

    let pieces: [Piece]

    init(_ line: String) {
        var pieces: [Piece] = []
        var text = ""
        var rest = line[...]
        while let first = rest.first {
            if rest.hasPrefix("\\<") {
                text += "<"
                rest = rest.dropFirst(2)
            } else if first == "<", let end = rest.firstIndex(of: ">"),
                let placeholder = Placeholder(rest[..<end].dropFirst())
            {
                if !text.isEmpty { pieces.append(.text(text)) }
                text = ""
                pieces.append(.placeholder(placeholder))
                rest = rest[end...].dropFirst()
            } else {
                text.append(first)
                rest = rest.dropFirst()
            }
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        self.pieces = pieces
    }

    /// The line's text with the values of its placeholders; nil if one has no value yet.
    func filled(_ bindings: Bindings) -> String? {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .placeholder(let placeholder):
                guard let value = bindings[placeholder] else { return nil }
                text += value
            }
        }
        return text
    }

    /// The bindings after this pattern has met `line`; nil if it does not match.
    func match(_ line: String, _ bindings: Bindings) -> Bindings? {
        var expression = ""
        var groups: [Placeholder] = []
        for piece in pieces {
            switch piece {
            case .text(let literal): expression += Self.escaped(literal)
            case .placeholder(let placeholder):
                if let value = bindings[placeholder] {
                    expression += Self.escaped(value)
                } else if let index = groups.firstIndex(of: placeholder), placeholder.name != nil {
                    expression += "\\\(index + 1)"
                } else {
                    groups.append(placeholder)
                    expression += "(\(Placeholder.patterns[placeholder.kind] ?? "(?!)"))"
                }
            }
        }
        guard let match = try? Regex(expression).wholeMatch(in: line) else { return nil }
        var bindings = bindings
        for (index, placeholder) in groups.enumerated() where placeholder.name != nil {
            bindings[placeholder] = match.output[index + 1].substring.map(String.init)
        }
        return bindings
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if character.isASCII, character.isPunctuation || character.isSymbol {
                result.append("\\")
            }
            result.append(character)
        }
    }
}
