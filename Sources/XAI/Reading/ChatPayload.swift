/// One JSON object of an answer: a whole `chat.completion`, or one chunk of a streamed one. Both
/// have the same shape, except that a chunk says `delta` where the whole says `message`.
struct ChatPayload {
    var id: String?
    var model: String?
    /// Whether there was a `choices` array at all.
    var hasChoices = false
    /// Whether `choices` had an element.
    var hasChoice = false
    var text: String?
    var reasoning: String?
    var refusal: String?
    var finishReason: String?
    var usage = UsageReading()
    /// Set when the object reports an error instead of, or beside, an answer.
    var error: ProviderError?

    var hasText: Bool { text != nil || reasoning != nil || refusal != nil }

    init(_ bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            try ChatPayload(JSONScanner(buffer))
        }
    }

    private init(_ scanner: JSONScanner) throws(JSONError) {
        var scanner = scanner
        guard try scanner.peek() == UInt8(ascii: "{"), try scanner.enterObject() else {
            throw JSONError()
        }
        var code = ProviderError()
        while let key = try scanner.nextKey() {
            switch key {
            case "id": id = try scanner.string()
            case "model": model = try scanner.string()
            case "choices": try readChoices(&scanner)
            case "usage": usage = try UsageReader.read(&scanner)
            case "error": try readError(&scanner)
            case "code": try code.readMember(key, &scanner)
            default: try scanner.skip()
            }
        }
        if error?.code.isEmpty == true { error?.code = code.code }
    }

    private mutating func readError(_ scanner: inout JSONScanner) throws(JSONError) {
        var ahead = scanner
        guard try ahead.isSomething() else { return try scanner.skip() }
        var error = ProviderError()
        try error.readMember("error", &scanner)
        self.error = error
    }

    private mutating func readChoices(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.enterArray() else { return }
        hasChoices = true
        while try scanner.nextElement() {
            try readChoice(&scanner)
        }
    }

    /// Only one choice is ever asked for; another one, of a server that sends more, is read over.
    private mutating func readChoice(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.enterObject() else { return }
        guard !hasChoice else {
            while try scanner.nextKey() != nil { try scanner.skip() }
            return
        }
        hasChoice = true
        while let key = try scanner.nextKey() {
            switch key {
            case "delta", "message": try readMessage(&scanner)
            case "finish_reason": finishReason = Self.word(try scanner.string())
            default: try scanner.skip()
            }
        }
    }

    private mutating func readMessage(_ scanner: inout JSONScanner) throws(JSONError) {
        guard try scanner.enterObject() else { return }
        while let key = try scanner.nextKey() {
            switch key {
            case "content": text = try Self.content(&scanner)
            case "reasoning_content": reasoning = Self.word(try scanner.string())
            case "refusal": refusal = Self.word(try scanner.string())
            default: try scanner.skip()
            }
        }
    }

    /// A text, or a list of parts with texts, as some servers send it.
    private static func content(_ scanner: inout JSONScanner) throws(JSONError) -> String? {
        guard try scanner.peek() == UInt8(ascii: "[") else { return word(try scanner.string()) }
        guard try scanner.enterArray() else { return nil }
        var text = ""
        while try scanner.nextElement() {
            guard try scanner.enterObject() else { continue }
            while let key = try scanner.nextKey() {
                if key == "text" {
                    text += try scanner.string() ?? ""
                } else {
                    try scanner.skip()
                }
            }
        }
        return word(text)
    }

    private static func word(_ text: String?) -> String? {
        text?.isEmpty == true ? nil : text
    }
}
