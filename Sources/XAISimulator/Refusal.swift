import HTTPTypes
import NIOCore

/// A request that gets no answer, in one of the four shapes in which the provider says so.
struct Refusal: Error, Sendable, Equatable {
    /// The shapes of an error's body.
    enum Shape: Sendable, Equatable {
        /// `{"code": "…", "error": "…"}`.
        case code(String)
        /// `{"error": {"message", "type", "param", "code"}}`.
        case nested(type: String)
        /// `{"error": "…"}`.
        case bare
        case plainText
        case html
    }

    let status: Int
    let shape: Shape
    let text: String
    /// What the request log calls it.
    let fault: String
    /// Seconds.
    var retryAfter: Int?
    /// What the refusal itself costs; only a violation of the usage guidelines costs something.
    var ticks: Int64 = 0

    var reply: Reply {
        var body = JSONText()
        var contentType = "application/json"
        switch shape {
        case .code(let code):
            body.raw("{\"code\":")
            body.write(code)
            body.raw(",\"error\":")
            body.write(text)
            body.raw("}")
        case .nested(let type):
            body.raw("{\"error\":{\"message\":")
            body.write(text)
            body.raw(",\"type\":")
            body.write(type)
            body.raw(",\"param\":null,\"code\":null}}")
        case .bare:
            body.raw("{\"error\":")
            body.write(text)
            body.raw("}")
        case .plainText:
            contentType = "text/plain; charset=utf-8"
            body.raw(text)
        case .html:
            contentType = "text/html"
            body.raw("<html><head><title>\(text)</title></head>")
            body.raw("<body><center><h1>\(text)</h1></center></body></html>\n")
        }
        var reply = Reply(
            status: status, contentType: contentType, body: .whole(ByteBuffer(string: body.text)))
        if let retryAfter { reply.headers[.retryAfter] = "\(retryAfter)" }
        return reply
    }
}
