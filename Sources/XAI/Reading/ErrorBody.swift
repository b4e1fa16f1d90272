/// The body of an answer with an error status, in any of the shapes it has been seen in:
/// `{"code","error"}`, `{"error":{"message","type","param","code"}}`, `{"error":"…"}`, plain text,
/// or HTML from the network in front of the provider.
enum ErrorBody {
    /// As much of a body as is read; what is behind it says nothing new.
    static let bytesMax = 65_536

    static func read(_ bytes: [UInt8]) -> ProviderError {
        bytes.withUnsafeBufferPointer { read(JSONScanner($0)) }
    }

    private static func read(_ start: JSONScanner) -> ProviderError {
        var scanner = start
        guard let first = try? scanner.peek() else { return ProviderError() }
        if first == UInt8(ascii: "{"), let error = try? readObject(&scanner), !error.text.isEmpty {
            return error
        }
        let text = String(decoding: start.bytes, as: UTF8.self)
        if first == UInt8(ascii: "<") { return ProviderError(message: HTMLText.line(text)) }
        if first == UInt8(ascii: "\""), let string = try? scanner.string() {
            return ProviderError(message: string)
        }
        return ProviderError(message: text.trimmed)
    }

    private static func readObject(_ scanner: inout JSONScanner) throws -> ProviderError {
        var error = ProviderError()
        guard try scanner.enterObject() else { return error }
        while let key = try scanner.nextKey() {
            try error.readMember(key, &scanner)
        }
        return error
    }
}
