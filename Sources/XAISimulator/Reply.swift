import HTTPTypes
import NIOCore

/// What goes back over the wire.
struct Reply: Sendable {
    /// The bytes after the head.
    enum Body: Sendable {
        case whole(ByteBuffer)
        /// A body of unknown length, written in these parts; if it is cut, the connection closes
        /// after them and the client sees no end.
        case stream([ByteBuffer], isCut: Bool)
    }

    var status: Int
    var headers: HTTPFields
    var body: Body

    init(status: Int, contentType: String, body: Body) {
        self.status = status
        self.body = body
        headers = [.contentType: contentType]
        if case .whole(let buffer) = body { headers[.contentLength] = "\(buffer.readableBytes)" }
    }

    static func json(status: Int = 200, _ write: (inout JSONText) -> Void) -> Reply {
        var json = JSONText(capacity: 4_096)
        write(&json)
        return Reply(
            status: status, contentType: "application/json",
            body: .whole(ByteBuffer(string: json.text)))
    }
}
