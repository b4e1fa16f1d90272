/// What the provider says went wrong, in its own words.
struct ProviderError: Equatable {
    /// A word such as `resource-exhausted`, or the prose that older answers had there.
    var code = ""
    /// OpenAI's `type`, which says less than the code.
    var type = ""
    var message = ""

    /// Everything it said, as one line.
    var text: String {
        let word = code.isEmpty ? type : code
        guard !word.isEmpty, !message.contains(word) else { return message }
        return message.isEmpty ? word : word + ": " + message
    }

    /// The members of an error object that have been seen elsewhere too.
    mutating func readMember(
        _ key: String, _ scanner: inout JSONScanner
    ) throws(JSONError) {
        switch key {
        case "error": try readError(&scanner)
        case "code": try Self.readWord(&scanner, into: &code)
        case "type": try Self.readWord(&scanner, into: &type)
        case "message", "detail": try readMessage(&scanner)
        default: try scanner.skip()
        }
    }

    private mutating func readError(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.peek() == UInt8(ascii: "{") else {
            return try readMessage(&scanner)
        }
        guard try scanner.enterObject() else { return }
        while let key = try scanner.nextKey() {
            switch key {
            case "code": try Self.readWord(&scanner, into: &code)
            case "type": try Self.readWord(&scanner, into: &type)
            case "message", "error": try readMessage(&scanner)
            default: try scanner.skip()
            }
        }
    }

    /// A code that is only the status again says nothing.
    private static func readWord(
        _ scanner: inout JSONScanner, into word: inout String
    ) throws(JSONError) {
        guard let text = try scanner.string(), !text.allSatisfy(\.isNumber) else { return }
        if word.isEmpty { word = text }
    }

    private mutating func readMessage(_ scanner: inout JSONScanner) throws(JSONError) {
        if try scanner.peek() == UInt8(ascii: "\"") {
            let text = try scanner.string()
            if message.isEmpty, let text { message = text }
        } else {
            let raw = try scanner.rawValue()
            if message.isEmpty, raw.count > 4 { message = String(decoding: raw, as: UTF8.self) }
        }
    }
}
