internal import Ledger
internal import LedgerStore

/// What stands where an event goes: its position or its id.
enum EventArgument {
    /// The event that `text` means.
    static func resolve(_ text: String, in ledger: LedgerReader) throws -> EventRecord {
        let found: EventRecord?
        if let position = Int64(text) {
            found = try ledger.event(at: position)
        } else if let id = EventID(text: text.lowercased()) {
            found = try ledger.event(id: id)
        } else {
            throw CommandFailure(
                .badData,
                "\"\(DisplayWidth.shortened(text, to: 40))\" is neither a position nor an event id")
        }
        guard let found else {
            throw CommandFailure(
                .badData, "the ledger has no event \(text); it has \(try ledger.head().size)")
        }
        return found
    }
}
