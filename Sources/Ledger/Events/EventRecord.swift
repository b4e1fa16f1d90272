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
    public var line: String {
        var line = "{\"position\":"
        line += String(position)
        line += ",\"id\":\""
        line += id.text
        line += "\",\"stream\":"
        line += CanonicalJSON.quote(stream.text)
        line += ",\"version\":"
        line += String(version)
        line += ",\"type\":"
        line += CanonicalJSON.quote(type)
        line += ",\"recorded_at\":"
        line += String(recordedAt.microseconds)
        line += ",\"correlation\":"
        line += correlation.map { "\"" + $0.text + "\"" } ?? "null"
        line += ",\"causation\":"
        line += causation.map { "\"" + $0.text + "\"" } ?? "null"
        line += ",\"actor\":"
        line += CanonicalJSON.quote(actor)
        line += ",\"body\":"
        line += body
        line += "}"
        return line
    }

    /// The largest event line, in bytes.
    public static let lineBytesMax = 65_535

    /// SHA-256(0x00 ‖ event line), the leaf of RFC 6962.
    public var leaf: Hash { Hash(prefix: 0x00, Array(line.utf8)) }
}
