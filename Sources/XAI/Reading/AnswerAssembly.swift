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
    // One for each text, since their pieces come mixed.
    private var textFilter: KeyFilter
    private var reasoningFilter: KeyFilter
    private var refusalFilter: KeyFilter

    /// - Parameter filter: Takes out of every text what must not be in any.
    init(_ filter: KeyFilter = KeyFilter([])) {
        textFilter = filter
        reasoningFilter = filter
        refusalFilter = filter
    }

    /// The bytes of text so far.
    var byteCount: Int {
        text.utf8.count + reasoning.utf8.count + refusal.utf8.count + textFilter.heldBytes
            + reasoningFilter.heldBytes + refusalFilter.heldBytes
    }

    /// The text so far, without what may be the first half of a key.
    var partialText: String? {
        let known = text + textFilter.heldIfHarmless
        return known.isEmpty ? nil : known
    }

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
            take(reasoning: reasoningFilter.pass(piece), onDelta)
        }
        if let piece = payload.text { take(text: textFilter.pass(piece), onDelta) }
        if let piece = payload.refusal { take(refusal: refusalFilter.pass(piece), onDelta) }
        if let reason = payload.finishReason { finishReason = reason }
        usage.supersede(with: payload.usage)
        if payload.usage.hasCounts, !payload.hasText { hasFinalUsage = true }
    }

    /// The answer is whole: what was held back belongs to it.
    mutating func finish(_ onDelta: (@Sendable (ChatDelta) -> Void)?) {
        take(reasoning: reasoningFilter.rest(), onDelta)
        take(text: textFilter.rest(), onDelta)
        take(refusal: refusalFilter.rest(), onDelta)
    }

    private mutating func take(
        text piece: String, _ onDelta: (@Sendable (ChatDelta) -> Void)?
    ) {
        guard !piece.isEmpty else { return }
        text += piece
        onDelta?(.text(piece))
    }

    private mutating func take(
        reasoning piece: String, _ onDelta: (@Sendable (ChatDelta) -> Void)?
    ) {
        guard !piece.isEmpty else { return }
        reasoning += piece
        onDelta?(.reasoning(piece))
    }

    private mutating func take(
        refusal piece: String, _ onDelta: (@Sendable (ChatDelta) -> Void)?
    ) {
        guard !piece.isEmpty else { return }
        refusal += piece
        onDelta?(.refusal(piece))
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
            usage: usage.usage, usageFlags: usage.flags,
            rawUsage: usage.raw.map { scrubber.clean($0, bytesMax: .max) },
            reportedTicks: usage.reportedTicks, providerRequest: providerRequest)
    }
}

/// How long the names may be that a provider sends and an event will hold.
enum ProviderName {
    static let identifierBytesMax = 256
    static let modelBytesMax = 256
    static let wordBytesMax = 64
}
