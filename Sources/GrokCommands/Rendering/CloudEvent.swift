internal import Ledger

/// An event as CloudEvents 1.0 has them (JSON format), for other systems to take in.
enum CloudEvent {
    /// Digits of `sequence`, so that its texts sort like the numbers.
    private static let sequenceDigits = 19

    static func line(_ record: EventRecord, ledger: EventID) -> String {
        var attributes: [(name: String, text: String?)] = [
            ("specversion", "1.0"), ("id", record.id.text), ("source", "urn:uuid:\(ledger.text)"),
            ("type", record.type), ("subject", record.stream.text),
            ("time", Clock.json(record.recordedAt)), ("datacontenttype", "application/json"),
            ("sequence", sequence(record.position)), ("streamversion", String(record.version)),
            ("correlationid", record.correlation?.text), ("causationid", record.causation?.text),
            ("actor", record.actor),
        ]
        attributes.append(("leaf", record.leaf.hexadecimal))
        // The specification has no null: what has no value is not there.
        let members = attributes.compactMap { name, text in
            text.map { "\"\(name)\":" + CanonicalJSON.quote($0) }
        }
        return "{" + members.joined(separator: ",") + ",\"data\":" + record.body + "}"
    }

    private static func sequence(_ position: Int64) -> String {
        let digits = String(position)
        return String(repeating: "0", count: sequenceDigits - digits.count) + digits
    }
}
