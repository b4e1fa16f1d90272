/// One event as it stands in the log.
public struct EventRecord: Hashable, Sendable {
    /// 1, 2, 3 … without gaps; the leaf's index in the tree is one less.
    public let position: Int64
    public let id: EventID
    public let stream: StreamName
    /// 1, 2, 3 … within the stream.
    public let version: Int64
    public let type: String
    public let recordedAt: Timestamp
    /// What this belongs to: the id of the event that began the task.
    public let correlation: EventID?
    /// What led to this: the id of an earlier event.
    public let causation: EventID?
    /// Who wrote it, such as `grok/0.1.0`.
    public let actor: String
    /// Canonical JSON.
    public let body: String

    package init(
        position: Int64, id: EventID, stream: StreamName, version: Int64, type: String,
        recordedAt: Timestamp, correlation: EventID?, causation: EventID?, actor: String,
        body: String
    ) {
        self.position = position
        self.id = id
        self.stream = stream
        self.version = version
        self.type = type
        self.recordedAt = recordedAt
        self.correlation = correlation
        self.causation = causation
        self.actor = actor
        self.body = body
    }

    /// The event line: one line of JSON with this order of keys. It is what is hashed and what an
    /// export writes.
    public var line: String { written().text }

    /// The largest event line, in bytes.
    public static let lineBytesMax = 65_535

    /// SHA-256(0x00 ‖ event line), the leaf of RFC 6962.
    public var leaf: Hash { written().leaf }

    private func written() -> EventLineBuffer {
        let buffer = EventLineBuffer()
        withColumns { buffer.write($0) }
        return buffer
    }

    /// The columns, without copying the texts.
    package func withColumns<Result>(_ use: (EventColumns) throws -> Result) rethrows -> Result {
        var texts = (stream: stream.text, type: type, actor: actor, body: body)
        return try texts.stream.withUTF8 { stream in
            try texts.type.withUTF8 { type in
                try texts.actor.withUTF8 { actor in
                    try texts.body.withUTF8 { body in
                        try use(
                            EventColumns(
                                position: position, id: id, stream: stream, version: version,
                                type: type, recordedAt: recordedAt.microseconds,
                                correlation: correlation, causation: causation, actor: actor,
                                body: body))
                    }
                }
            }
        }
    }
}
