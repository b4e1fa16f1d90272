/// A word or a single byte of code, and the line it stands on.
struct CodeToken {
    let text: Substring
    /// 1 for the first line.
    let line: Int

    /// Cuts code without comments and strings into words and single bytes.
    static func tokens(of code: String) -> [CodeToken] {
        var tokens: [CodeToken] = []
        var line = 1
        var rest = code.utf8[...]
        while let first = rest.first {
            let text = Self.word(rest)
            if first == UInt8(ascii: "\n") {
                line += 1
            } else if first > UInt8(ascii: " ") {
                tokens.append(CodeToken(text: Substring(text), line: line))
            }
            rest = rest[text.endIndex...]
        }
        return tokens
    }

    /// A name in backticks is one word with them, so that it is not taken for a keyword.
    private static func word(_ code: Substring.UTF8View) -> Substring.UTF8View {
        let backtick = UInt8(ascii: "`")
        if code.first == backtick, let end = code.dropFirst().firstIndex(of: backtick) {
            return code[...end]
        }
        let word = code.prefix(while: \.isWordByte)
        return word.isEmpty ? code.prefix(1) : word
    }
}

extension UInt8 {
    /// Whether this byte can be part of a word: a letter, a digit, `_`, or not ASCII.
    var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
