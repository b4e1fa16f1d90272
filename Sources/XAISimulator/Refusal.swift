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
        var buffer = ByteBuffer()
        var contentType = "application/json"
        switch shape {
        case .code(let code):
            buffer.writeStaticString("{\"code\":")
            buffer.writeJSON(code)
            buffer.writeStaticString(",\"error\":")
            buffer.writeJSON(text)
            buffer.writeStaticString("}")
        case .nested(let type):
            buffer.writeStaticString("{\"error\":{\"message\":")
            buffer.writeJSON(text)
            buffer.writeStaticString(",\"type\":")
            buffer.writeJSON(type)
            buffer.writeStaticString(",\"param\":null,\"code\":null}}")
        case .bare:
            buffer.writeStaticString("{\"error\":")
            buffer.writeJSON(text)
            buffer.writeStaticString("}")
        case .plainText:
            contentType = "text/plain; charset=utf-8"
            buffer.writeString(text)
        case .html:
            contentType = "text/html"
            buffer.writeString("<html><head><title>\(text)</title></head>")
            buffer.writeString("<body><center><h1>\(text)</h1></center></body></html>\n")
        }
        var reply = Reply(status: status, contentType: contentType, body: .whole(buffer))
        if let retryAfter { reply.headers[.retryAfter] = "\(retryAfter)" }
        return reply
    }
}
