package import Ledger
package import LedgerStore
package import Orchestration

extension LedgerReader {
    /// What a task recorded up to the point that another one continues from.
    package func history(before origin: ForkOrigin) throws -> [Recorded] {
        try events(of: origin.task.stream).filter { $0.position < origin.position }
            .map(Recorded.init)
    }
}

extension ReplayCheck.Texts {
    /// The texts that lie in a ledger. They throw ``RedactedText`` where one is
    /// gone.
    package init(in reader: LedgerReader) {
        self.init(
            text: { try Self.text($0, reader) },
            isRequest: { try Self.messages(of: $1, reader) == Self.recorded($0, reader) },
            origin: { try reader.history(before: $0) })
    }

    private static func text(_ name: Commitment, _ reader: LedgerReader) throws -> String {
        guard let text = try reader.text(name) else { throw RedactedText(commitment: name) }
        return text
    }

    /// What was sent.
    private static func recorded(
        _ body: AttemptStarted, _ reader: LedgerReader
    ) throws -> [StoredMessage] {
        guard let messages = try reader.messages(of: body.request),
            messages.allSatisfy({ $0.content != nil })
        else { throw RedactedText(commitment: body.request) }
        return messages
    }

    /// What would be sent.
    private static func messages(
        of draft: RequestDraft, _ reader: LedgerReader
    ) throws -> [StoredMessage] {
        var messages: [StoredMessage] = []
        if let prefix = draft.prefix {
            guard let earlier = try reader.messages(of: prefix) else {
                throw RedactedText(commitment: prefix)
            }
            messages = earlier
        }
        return try messages
            + draft.messages.map { message in
                let texts = try message.parts.map { part in
                    switch part {
                    case .words(let words): words
                    case .text(let name): try text(name, reader)
                    }
                }
                return StoredMessage(role: message.speaker.rawValue, content: texts.joined())
            }
    }
}
