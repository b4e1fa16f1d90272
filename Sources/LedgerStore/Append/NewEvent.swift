package import Ledger

/// An event that somebody wants in the log. The store does not know what it means.
package struct NewEvent: Hashable, Sendable {
    /// Made by the caller before the first try: appending the same event again is harmless.
    package let id: EventID
    package let stream: StreamName
    /// The version that the stream must have before this event; nil: whatever it is.
    package let expectedVersion: Int64?
    package let type: String
    /// Canonical JSON.
    package let body: String
    package let correlation: EventID?
    package let causation: EventID?
    package let actor: String

    /// Encodes `event`. Throws ``LedgerStoreError/unencodable(type:reason:)`` for a number that a
    /// body may not hold.
    package init(
        id: EventID, stream: StreamName, expectedVersion: Int64?, event: Event,
        correlation: EventID?, causation: EventID?, actor: String
    ) throws(LedgerStoreError) {
        do {
            body = try event.encodedBody()
        } catch {
            throw .unencodable(type: event.type, reason: Self.reason(error))
        }
        self.id = id
        self.stream = stream
        self.expectedVersion = expectedVersion
        self.type = event.type
        self.correlation = correlation
        self.causation = causation
        self.actor = actor
    }

    /// Takes a body that somebody else encoded, if it is canonical JSON.
    package init(
        id: EventID, stream: StreamName, expectedVersion: Int64?, type: String, body: String,
        correlation: EventID?, causation: EventID?, actor: String
    ) throws(LedgerStoreError) {
        if let problem = CanonicalJSONCheck.problem(in: body) {
            throw .unencodable(type: type, reason: "its body is not canonical JSON: \(problem)")
        }
        self.id = id
        self.stream = stream
        self.expectedVersion = expectedVersion
        self.type = type
        self.body = body
        self.correlation = correlation
        self.causation = causation
        self.actor = actor
    }

    /// The event of a line that ``EventLineReader`` has read, which has looked at its body already.
    init(read record: EventRecord) {
        id = record.id
        stream = record.stream
        expectedVersion = record.version - 1
        type = record.type
        body = record.body
        correlation = record.correlation
        causation = record.causation
        actor = record.actor
    }

    private static func reason(_ error: any Error) -> String {
        guard case EncodingError.invalidValue(let value, let context) = error else {
            return String(describing: error)
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return "\(path) is \(value), but \(context.debugDescription)"
    }

    /// Whether `record` is this event.
    func isStored(as record: EventRecord) -> Bool {
        record.id == id && record.stream == stream && record.type == type && record.body == body
            && record.correlation == correlation && record.causation == causation
            && record.actor == actor
            && (expectedVersion.map { record.version == $0 + 1 } ?? true)
    }
}
