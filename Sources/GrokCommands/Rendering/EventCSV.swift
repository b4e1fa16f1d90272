internal import Ledger

/// Events as rows of a table, quoted as RFC 4180 says; rows end with a line feed.
enum EventCSV {
    static let heading = """
        position,id,stream,version,type,recorded_at,correlation,causation,actor,leaf,body
        """

    static func line(_ record: EventRecord) -> String {
        [
            String(record.position), record.id.text, record.stream.text, String(record.version),
            record.type, Clock.json(record.recordedAt), record.correlation?.text ?? "",
            record.causation?.text ?? "", record.actor, record.leaf.hexadecimal, record.body,
        ].map(CSVField.quoted).joined(separator: ",")
    }
}
