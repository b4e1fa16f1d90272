public import Ledger

/// One question to a model.
public struct ChatRequest: Hashable, Sendable {
    public var model: String
    public var messages: [ChatMessage]
    /// The most tokens that the answer's text may have. It does not bound reasoning tokens, so it
    /// is not a bound on the cost.
    public var completionTokensMax: Int64
    /// Nil: free text.
    public var schema: ResponseSchema?
    /// Whether the answer comes in pieces as it is written.
    public var streams: Bool
    /// A stable name of the conversation, by which the provider finds the cache that knows it.
    public var conversation: String
    public var timeouts: Timeouts

    public init(
        model: String, messages: [ChatMessage], completionTokensMax: Int64,
        schema: ResponseSchema? = nil, streams: Bool, conversation: String,
        timeouts: Timeouts = .documented
    ) {
        self.model = model
        self.messages = messages
        self.completionTokensMax = completionTokensMax
        self.schema = schema
        self.streams = streams
        self.conversation = conversation
        self.timeouts = timeouts
    }

    /// The request with its body as bytes. Encode once: the same bytes are counted for the budget
    /// and sent.
    public func encoded() -> EncodedChatRequest {
        EncodedChatRequest(self, body: ChatRequestBody.encode(self))
    }
}
