/// A text file of the repository, or a sample planted by a test.
struct SourceFile: Sendable {
    /// From the repository's root, such as `Sources/Ledger/Money/Ticks.swift`.
    let path: String
    let text: String
    let lines: [Substring]
    /// For Swift: the text with comments and the contents of strings replaced by spaces, so that
    /// every line and column stays where it is. For other files: the text.
    let code: String
    let codeLines: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = Self.lines(of: text)
        code = path.hasSuffix(".swift") ? CodeScanner.code(of: text) : text
        codeLines = Self.lines(of: code)
    }

    func lies(in folder: String) -> Bool {
        path == folder || path.hasPrefix(folder + "/")
    }

    /// A final line break does not begin another line. Bytes, because there are megabytes of them.
    private static func lines(of text: String) -> [Substring] {
        var lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map(Substring.init)
    }
}
