/// Columns of text, aligned by what a reader sees.
struct Table {
    enum Alignment {
        case left, right
    }

    var columns: [(title: String, alignment: Alignment)]
    var rows: [[String]] = []
    /// Without titles only the rows are shown.
    var showsTitles = true
    var indent = ""

    init(_ columns: [(title: String, alignment: Alignment)]) {
        self.columns = columns
    }

    /// The lines, each ended.
    var text: String {
        let lines = (showsTitles ? [columns.map(\.title)] : []) + rows
        let widths = columns.indices.map { column in
            lines.map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        return lines.map { line in
            var text = indent
            for (column, cell) in line.enumerated() {
                let padding = String(
                    repeating: " ", count: widths[column] - DisplayWidth.of(cell))
                let isRight = columns[column].alignment == .right
                text += (column > 0 ? "  " : "") + (isRight ? padding + cell : cell + padding)
            }
            while text.hasSuffix(" ") { text.removeLast() }
            return text + "\n"
        }.joined()
    }
}

/// How many columns of a terminal a text takes: two for the wide characters of East Asia.
enum DisplayWidth {
    static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    private static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }

    /// The first line of `text`, at most `width` columns wide; `…` where something is left out.
    /// Control characters, with which a text could steer the terminal, become spaces.
    static func shortened(_ text: String, to width: Int) -> String {
        let text = text.drop(while: \.isWhitespace)
        let line = text.prefix { !$0.isNewline }
        let hasMore = text[line.endIndex...].contains { !$0.isWhitespace }
        let first = String(line.prefix(width + 1).map { isControl($0) ? " " : $0 })
        if of(first) + (hasMore ? 2 : 0) <= width { return hasMore ? first + " …" : first }
        var kept = ""
        var used = 0
        for character in first {
            used += self.width(of: character)
            if used > width - 1 { break }
            kept.append(character)
        }
        return kept + "…"
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
