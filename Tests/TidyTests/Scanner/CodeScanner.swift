/// Tells Swift code from comments and strings, in one pass over the bytes. It knows nested
/// comments, strings of one and many lines, raw strings, interpolations (whose contents are code)
/// and regular expressions.
struct CodeScanner {
    private let bytes: [UInt8]
    private var code: [UInt8]
    private var position = 0

    /// `text` with comments and the contents of strings and of regular expressions replaced by
    /// spaces. Line breaks and delimiters of strings stay.
    static func code(of text: String) -> String {
        var scanner = CodeScanner(text)
        scanner.scanCode(untilParenthesis: false)
        return String(decoding: scanner.code, as: UTF8.self)
    }

    private init(_ text: String) {
        bytes = Array(text.utf8)
        code = bytes
    }

    /// Ends at the end of the text or, in an interpolation, behind the parenthesis that closes it.
    private mutating func scanCode(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            if starts(with: "//") {
                blank(upTo: endOfLine())
            } else if starts(with: "/*") {
                scanBlockComment()
            } else if let hashes = stringHashes() {
                scanString(hashes: hashes)
            } else if let end = endOfExpression() {
                blank(upTo: end)
            } else {
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if depth == 0, untilParenthesis { return }
                    depth -= 1
                }
            }
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(upTo: position + 2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(upTo: position + 2)
            } else {
                blank(upTo: position + 1)
            }
        } while depth > 0 && position < bytes.count
    }

    private mutating func scanString(hashes: Int) {
        position += hashes
        let isMultiline = starts(with: "\"\"\"")
        let quotes = isMultiline ? 3 : 1
        position += quotes
        while position < bytes.count {
            if isDelimiter(quotes: quotes, hashes: hashes) {
                position += quotes + hashes
                return
            }
            if !isMultiline, bytes[position] == UInt8(ascii: "\n") { return }
            if bytes[position] == UInt8(ascii: "\\"), count(of: "#", at: position + 1) >= hashes {
                blank(upTo: position + 1 + hashes)
                if starts(with: "(") {
                    position += 1
                    scanCode(untilParenthesis: true)
                    continue
                }
            }
            blank(upTo: position + 1)
        }
    }

    private func isDelimiter(quotes: Int, hashes: Int) -> Bool {
        count(of: "\"", at: position) >= quotes
            && count(of: "#", at: position + quotes) >= hashes
    }

    /// How many `#` stand before the quotation mark of a string that begins here; nil if none does.
    private func stringHashes() -> Int? {
        let hashes = count(of: "#", at: position)
        return byte(at: position + hashes) == UInt8(ascii: "\"") ? hashes : nil
    }

    /// The end of a regular expression that begins here: `#/…/#`, or `/…/` where an operand is
    /// expected, closed on the same line, and not followed by a blank (that would be a division).
    private func endOfExpression() -> Int? {
        let hashes = count(of: "#", at: position)
        var end = position + hashes + 1
        guard byte(at: end - 1) == UInt8(ascii: "/"), let next = byte(at: end) else { return nil }
        guard hashes > 0 || (![UInt8](" \t\n/*=".utf8).contains(next) && expectsOperand()) else {
            return nil
        }
        while let byte = byte(at: end), hashes > 0 || byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "\\") {
                end += 1
            } else if byte == UInt8(ascii: "/"), count(of: "#", at: end + 1) >= hashes {
                return end + 1 + hashes
            }
            end += 1
        }
        return nil
    }

    private func expectsOperand() -> Bool {
        var index = position - 1
        while index >= 0, bytes[index] == UInt8(ascii: " ") { index -= 1 }
        guard index >= 0 else { return true }
        return [UInt8]("(,=:[{;!&|?\n".utf8).contains(bytes[index])
    }

    private mutating func blank(upTo end: Int) {
        let end = min(end, bytes.count)
        while position < end {
            if bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
                code[position] = UInt8(ascii: " ")
            }
            position += 1
        }
    }

    private func endOfLine() -> Int {
        bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    private func byte(at index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private func count(of character: Unicode.Scalar, at start: Int) -> Int {
        guard start < bytes.count else { return 0 }
        return bytes[start...].prefix { $0 == UInt8(ascii: character) }.count
    }

    private func starts(with word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        return word.withUTF8Buffer { bytes[position..<end].elementsEqual($0) }
    }
}
