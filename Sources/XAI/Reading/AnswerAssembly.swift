import Ledger

/// An answer put together from its payloads.
struct AnswerAssembly {
    private var id: String?
    private var model: String?
    private(set) var text = ""
    private var reasoning = ""
    private var refusal = ""
    private(set) var finishReason: String?
    private(set) var usage = UsageReading()
    /// The stream said `[DONE]`.
    var isDone = false
    /// A usage object came in a payload of its own, as it does at a stream's end. A usage object
    /// beside a text proves nothing: some servers send one with every chunk.
    private(set) var hasFinalUsage = false

    /// The bytes of text so far.
    var byteCount: Int { text.utf8.count + reasoning.utf8.count + refusal.utf8.count }

    /// Whether anything was generated.
    var hasBegun: Bool { byteCount > 0 || finishReason != nil || usage.hasCounts }

    /// Whether nothing is missing, even if the connection breaks now.
    var isComplete: Bool {
        isDone || hasFinalUsage || (finishReason != nil && usage.hasCounts)
    }

    /// Whether a stream that ends here in good order may be taken for whole. Servers that know
    /// nothing of `include_usage` end without figures.
    var mayEnd: Bool { isComplete || finishReason != nil }

    mutating func add(_ payload: ChatPayload, _ onDelta: (@Sendable (ChatDelta) -> Void)?) {
        if id == nil { id = payload.id }
        if let served = payload.model { model = served }
        if let piece = payload.reasoning {
            reasoning += piece
            onDelta?(.reasoning(piece))
        }
        if let piece = payload.text {
            text += piece
            onDelta?(.text(piece))
        }
        if let piece = payload.refusal {
            refusal += piece
            onDelta?(.refusal(piece))
        }
        if let reason = payload.finishReason { finishReason = reason }
        usage.supersede(with: payload.usage)
        if payload.usage.hasCounts, !payload.hasText { hasFinalUsage = true }
    }

    func answer(
        requested: String, providerRequest: String?, scrubber: SecretScrubber
    ) -> ChatAnswer {
        ChatAnswer(
            id: id.map { scrubber.name($0, bytesMax: ProviderName.identifierBytesMax) },
            servedModel: scrubber.name(model ?? requested, bytesMax: ProviderName.modelBytesMax),
            text: text, reasoning: reasoning.isEmpty ? nil : reasoning,
            refusal: refusal.isEmpty ? nil : refusal,
            finishReason: finishReason.map {
                scrubber.name($0, bytesMax: ProviderName.wordBytesMax)
            },
            usage: usage.usage, usageFlags: usage.flags, rawUsage: usage.raw,
            reportedTicks: usage.reportedTicks, providerRequest: providerRequest)
    }
}

/// How long the names may be that a provider sends and an event will hold.
enum ProviderName {
    static let identifierBytesMax = 256
    static let modelBytesMax = 256
    static let wordBytesMax = 64
}
