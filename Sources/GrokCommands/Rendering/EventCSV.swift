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
        ].map(quoted).joined(separator: ",")
    }

    private static func quoted(_ field: String) -> String {
        let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
        guard field.utf8.contains(where: special.contains) else { return field }
        var result = "\""
        for character in field.unicodeScalars {
            if character == "\"" { result.unicodeScalars.append("\"") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}
