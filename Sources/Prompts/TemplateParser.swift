/// Cuts a template into text and variables, in one pass over its bytes: braces, backslashes and
/// names are ASCII, so no character of more than one byte can be mistaken for them.
struct TemplateParser {
    private let bytes: [UInt8]
    private let name: String
    private var position = 0
    private var line = 1
    /// How many `{` of the text are not closed yet.
    private var openBraces = 0
    private var text: [UInt8] = []
    private var segments: [TemplateSegment] = []
    /// In the order of their first appearance.
    private(set) var variables: [String] = []

    init(template: String, name: String) {
        bytes = Array(template.utf8)
        self.name = name
    }

    mutating func parse() throws(PromptRefusal) -> [TemplateSegment] {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\") {
                readBackslashes()
            } else if starts(with: "{{") {
                try readVariable()
            } else if starts(with: "}}") {
                guard openBraces >= 2 else {
                    throw .unopenedBraces(template: name, line: line)
                }
                openBraces -= 2
                take(2)
            } else {
                readByte()
            }
        }
        endText()
        return segments
    }

    private mutating func readVariable() throws(PromptRefusal) {
        let start = position + 2
        guard let length = variableLength(from: start) else {
            throw .unclosedBraces(template: name, line: line)
        }
        let content = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
        let variable = String(content.trimming { $0 == " " || $0 == "\t" })
        guard PromptTemplate.isVariableName(variable) else {
            throw .badVariable(template: name, line: line, text: variable)
        }
        if !variables.contains(variable) {
            guard variables.count < PromptTemplate.variablesMax else {
                throw .tooManyVariables(template: name)
            }
            variables.append(variable)
        }
        endText()
        segments.append(.variable(variable))
        position = start + length + 2
    }

    /// The bytes up to `}}`; nil if a line's end or another `{{` comes first.
    private func variableLength(from start: Int) -> Int? {
        var end = start
        while end + 1 < bytes.count {
            switch (bytes[end], bytes[end + 1]) {
            case (UInt8(ascii: "}"), UInt8(ascii: "}")): return end - start
            case (UInt8(ascii: "{"), UInt8(ascii: "{")): return nil
            case (UInt8(ascii: "\n"), _), (UInt8(ascii: "\r"), _): return nil
            default: end += 1
            }
        }
        return nil
    }

    /// Backslashes in front of braces come in pairs, of which one remains; an odd one makes text of
    /// the braces. All others are text themselves.
    private mutating func readBackslashes() {
        let run = bytes[position...].prefix { $0 == UInt8(ascii: "\\") }
        position += run.count
        guard starts(with: "{{") || starts(with: "}}") else {
            text += run
            return
        }
        text += run.prefix(run.count / 2)
        if !run.count.isMultiple(of: 2) {
            // So that the end of \{{name}} needs no backslash of its own.
            openBraces = starts(with: "{{") ? openBraces + 2 : max(0, openBraces - 2)
            take(2)
        }
    }

    private mutating func readByte() {
        switch bytes[position] {
        case UInt8(ascii: "{"): openBraces += 1
        case UInt8(ascii: "}"): openBraces = max(0, openBraces - 1)
        case UInt8(ascii: "\n"): line += 1
        default: break
        }
        take(1)
    }

    private mutating func take(_ count: Int) {
        text += bytes[position..<(position + count)]
        position += count
    }

    private mutating func endText() {
        guard !text.isEmpty else { return }
        segments.append(.text(String(decoding: text, as: UTF8.self)))
        text = []
    }

    private func starts(with word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        return word.withUTF8Buffer { bytes[position..<end].elementsEqual($0) }
    }
}

extension String {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        let start = drop(while: isTrimmed)
        guard let last = start.lastIndex(where: { !isTrimmed($0) }) else { return "" }
        return start[...last]
    }
}
