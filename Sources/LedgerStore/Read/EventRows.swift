internal import GRDB
internal import Ledger

/// Reads rows of `events` as records.
enum EventRows {
    static let select = """
        SELECT position, id, stream, version, type, recorded_at, correlation, causation, actor,
            body
        FROM events
        """

    /// The row that `statement`, which begins with ``select``, stands on.
    static func record(_ statement: Statement) throws -> EventRecord {
        let position = statement.int64(0)
        guard let id = statement.eventID(1) else {
            throw LedgerStoreError.unexpected("the event at \(position) has no id")
        }
        return EventRecord(
            position: position, id: id,
            stream: StreamName(text: String(decoding: statement.text(2), as: UTF8.self)),
            version: statement.int64(3),
            type: String(decoding: statement.text(4), as: UTF8.self),
            recordedAt: Timestamp(microseconds: statement.int64(5)),
            correlation: statement.eventID(6), causation: statement.eventID(7),
            actor: String(decoding: statement.text(8), as: UTF8.self),
            body: String(decoding: statement.text(9), as: UTF8.self))
    }

    /// All rows of a statement whose parameters are set.
    static func all(_ statement: Statement) throws -> [EventRecord] {
        defer { statement.rewind() }
        var records: [EventRecord] = []
        while try statement.step() {
            records.append(try record(statement))
        }
        return records
    }
}
