/// A request and the bytes of its body, made once by ``ChatRequest/encoded()``.
public struct EncodedChatRequest: Hashable, Sendable {
    public let request: ChatRequest
    /// The body in the provider's JSON, UTF-8.
    public let body: [UInt8]
    /// The size that a budget's hold is computed from.
    public var byteCount: Int { body.count }

    init(_ request: ChatRequest, body: [UInt8]) {
        self.request = request
        self.body = body
    }
}
