/// An event with what the log says about when and where it was recorded: the input of every fold.
public struct Recorded: Hashable, Sendable {
    public let position: Int64
    public let id: EventID
    public let recordedAt: Timestamp
    public let event: Event

    public init(position: Int64, id: EventID, recordedAt: Timestamp, event: Event) {
        self.position = position
        self.id = id
        self.recordedAt = recordedAt
        self.event = event
    }

    /// Throws ``EventDecodingError`` when the type is unknown or the body is not of its type.
    package init(_ record: EventRecord) throws(EventDecodingError) {
        self.init(
            position: record.position, id: record.id, recordedAt: record.recordedAt,
            event: try Event(type: record.type, body: record.body))
    }
}
