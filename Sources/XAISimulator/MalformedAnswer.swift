/// How an answer can be other than it should be.
enum MalformedAnswer: String, Sendable {
    /// JSON that stops in the middle.
    case truncatedJSON = "malformed-json"
    /// A page of HTML that says 200.
    case html = "malformed-html"
    /// A stream one of whose chunks is no JSON.
    case brokenChunk = "malformed-chunk"
    /// 200 and `{"code","error"}` where a stream was asked for: refused before generation, so it
    /// is the only one that is not billed.
    case errorInsteadOfStream = "malformed-error-for-stream"

    static func choices(streams: Bool) -> [MalformedAnswer] {
        streams ? [.brokenChunk, .errorInsteadOfStream] : [.truncatedJSON, .html]
    }
}
