package import Ledger
package import LedgerStore
package import Orchestration
package import XAI

/// Makes requests of the drafts that the rules write: looks up the texts, names the program's own
/// words, and encodes the body once.
package struct RequestBuilder: Sendable {
    package let log: EventLog
    package let texts: TextStore
    package let prices: PriceBook

    package init(log: EventLog, texts: TextStore, prices: PriceBook) {
        self.log = log
        self.texts = texts
        self.prices = prices
    }

    /// Everything that an attempt of `call` needs, whichever account it goes to.
    package func prepare(_ call: Call, in state: TaskState) throws -> PreparedCall {
        let draft = RequestDraft.draft(of: call, in: state)
        let options = state.options
        let role = state.role(of: call)
        let model = options.models[role]
        var blobs: [Blob] = []
        let entries = try draft.messages.map { try entry($0, &blobs) }
        let manifest = Manifest(prefix: draft.prefix, messages: entries)
        let manifestBlob = try log.blob(try manifest.encoded())
        blobs.append(manifestBlob)
        var messages: [ChatMessage] = []
        if let prefix = draft.prefix {
            messages = try (log.reader.messages(of: prefix) ?? []).map { message in
                guard let content = message.content else {
                    throw RedactedText(commitment: prefix)
                }
                return ChatMessage(role: Self.role(message.role), content: content)
            }
        }
        messages += try draft.messages.map { message in
            ChatMessage(
                role: Self.role(message.speaker.rawValue),
                content: try message.parts.map(text).joined())
        }
        let request = Self.request(call, messages, in: state).encoded()
        let completionTokensMax = request.request.completionTokensMax
        let price = prices.highestPrice(
            of: model, promptTokensMax: Int64(request.byteCount) + Hold.promptTokensExtra)
        return PreparedCall(
            call: call, model: model, request: request, manifest: manifestBlob.commitment,
            blobs: blobs, completionTokensMax: completionTokensMax, price: price,
            hold: try Hold.ticks(
                requestBytes: request.byteCount, completionTokensMax: completionTokensMax,
                model: model, price: price))
    }

    /// The request of `call` with these messages.
    private static func request(
        _ call: Call, _ messages: [ChatMessage], in state: TaskState
    ) -> ChatRequest {
        let options = state.options
        let role = state.role(of: call)
        return ChatRequest(
            model: options.models[role], messages: messages,
            completionTokensMax: Hold.completionTokensMax(
                of: role, subtasksMax: options.subtasksMax),
            schema: call.kind == .decomposition
                ? ResponseSchema(
                    name: PlanSchema.name,
                    json: PlanSchema.json(subtasksMax: options.subtasksMax)) : nil,
            streams: call.kind != .decomposition,
            conversation: state.submitted?.task.text ?? "", timeouts: options.timeouts)
    }

    /// The request of a call that continues no other, without a ledger: `text` knows the texts.
    package static func request(
        _ call: Call, in state: TaskState, text: (Commitment) throws -> String
    ) rethrows -> ChatRequest {
        let messages = try RequestDraft.draft(of: call, in: state).messages.map { message in
            ChatMessage(
                role: role(message.speaker.rawValue),
                content: try message.parts.map { part in
                    switch part {
                    case .words(let words): words
                    case .text(let commitment): try text(commitment)
                    }
                }.joined())
        }
        return request(call, messages, in: state)
    }

    private func entry(
        _ message: RequestDraft.Message, _ blobs: inout [Blob]
    ) throws -> Manifest.Message {
        var parts: [Commitment] = []
        for part in message.parts {
            switch part {
            case .text(let commitment): parts.append(commitment)
            case .words(let words):
                let blob = try log.blob(words)
                blobs.append(blob)
                parts.append(blob.commitment)
            }
        }
        return Manifest.Message(role: message.speaker.rawValue, parts: parts)
    }

    private func text(_ part: RequestDraft.Part) throws -> String {
        switch part {
        case .words(let words): words
        case .text(let commitment): try texts.text(commitment)
        }
    }

    private static func role(_ word: String) -> ChatMessage.Role {
        ChatMessage.Role(rawValue: word) ?? .user
    }
}
