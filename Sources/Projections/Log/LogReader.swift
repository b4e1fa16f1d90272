internal import GRDB
internal import LedgerStore
internal import Synchronization

/// Reads the log in order for one catch-up: takes the events apart and fetches the texts that the
/// tables hold. Can run on another thread than the one that writes the tables.
///
/// It has a read-only connection of its own, so what it reads never waits for writers of the
/// ledger, and writers never wait for it.
final class LogReader: Sendable {
    private struct State {
        var position: Int64
        var texts = TextSource()
        var conversation = ConversationWriter()
        /// The messages of the attempts that have not ended yet, by attempt.
        var requests: [Name: Name] = [:]
    }

    private let queue: DatabaseQueue
    private let state: Mutex<State>

    /// - Parameters:
    ///   - path: Of `ledger.db`.
    ///   - position: The last event that is not wanted.
    init(path: String, after position: Int64) throws {
        queue = try ConnectionSettings.open(path: path, access: .reading)
        try queue.read { try $0.execute(sql: "PRAGMA cache_size = -8192") }
        state = Mutex(State(position: position))
    }

    func close() {
        try? queue.close()
    }

    /// The next events, not beyond `head`.
    func next(upTo head: Int64) throws -> LogBatch {
        do {
            return try state.withLock { state in
                try queue.read { database in try Self.read(&state, upTo: head, database) }
            }
        } catch let error as DatabaseError {
            // Must not look as if the tables were at fault.
            throw ProjectionError.damagedLedger(error.message ?? "no reason given")
        }
    }

    private static func read(
        _ state: inout State, upTo head: Int64, _ database: Database
    ) throws -> LogBatch {
        var batch = LogBatch()
        batch.lastPosition = state.position
        let events = Int(min(head - state.position, Int64(LogBatch.eventsMax)))
        batch.memory.reserveCapacity(min(LogBatch.bytesMax + 65_536, events * 2_048))
        batch.fields.reserveCapacity(events * WorkField.allCases.count)
        batch.entries.reserveCapacity(events)
        let last = min(head, state.position + Int64(LogBatch.eventsMax))
        let statement = try database.cachedStatement(
            sql: """
                SELECT position, type, stream, recorded_at, body FROM events
                WHERE position > ? AND position <= ? ORDER BY position
                """)
        defer { statement.rewind() }
        statement.set(1, state.position)
        statement.set(2, last)
        while batch.memory.count < LogBatch.bytesMax, try statement.step() {
            batch.lastPosition = statement.int64(0)
            guard let type = LoggedType(statement.bytes(1)) else { continue }
            let entry = batch.add(
                position: statement.int64(0), recordedAt: statement.int64(3), type: type,
                task: TaskKey(stream: statement.bytes(2)), body: statement.bytes(4))
            guard let entry else {
                throw ProjectionError.damagedLedger(
                    "the body of event \(statement.int64(0)) cannot be read")
            }
            try addTexts(entry, &batch, &state, database)
        }
        state.position = batch.lastPosition
        return batch
    }

    private static func addTexts(
        _ entry: LogBatch.Entry, _ batch: inout LogBatch, _ state: inout State,
        _ database: Database
    ) throws {
        switch entry.type {
        case .attemptStarted:
            guard let attempt = name(batch[entry, AttemptField.id], batch) else { return }
            state.requests[attempt] = name(batch[entry, AttemptField.request], batch)
        case .attemptAnswered:
            try addConversation(entry, &batch, &state, database)
        case .attemptFailed, .attemptOutcomeUnknown:
            guard let attempt = name(batch[entry, AttemptField.id], batch) else { return }
            state.requests[attempt] = nil
        case .taskSubmitted:
            try addText(.description, to: .firstText, entry, &batch, &state, database)
        case .subtaskPlanned:
            try addText(.name, to: .firstText, entry, &batch, &state, database)
            try addText(.description, to: .secondText, entry, &batch, &state, database)
        case .subtaskFinished:
            try addText(.text, to: .firstText, entry, &batch, &state, database, bytesMax: .max)
        case .taskFinished:
            try addText(.result, to: .firstText, entry, &batch, &state, database, bytesMax: .max)
        case .documentSaved:
            try addText(.title, to: .firstText, entry, &batch, &state, database, bytesMax: .max)
            try addText(.content, to: .secondText, entry, &batch, &state, database, bytesMax: .max)
        default:
            break
        }
    }

    private static func name(_ field: Field, _ batch: LogBatch) -> Name? {
        guard field.kind == .text else { return nil }
        return batch.memory.withUnsafeBytes { memory in
            Name(hexadecimal: UnsafeRawBufferPointer(rebasing: memory[field.range]))
        }
    }

    /// Null if the text is longer than `bytesMax`.
    private static func addText(
        _ field: WorkField, to slot: WorkField, _ entry: LogBatch.Entry, _ batch: inout LogBatch,
        _ state: inout State, _ database: Database, bytesMax: Int64 = TextSource.bytesMax
    ) throws {
        guard let name = name(batch[entry, field], batch) else { return }
        switch try state.texts.find(name, bytesMax: bytesMax, in: database) {
        case .text: batch[entry, slot] = batch.add(state.texts.text)
        case .redacted: batch[entry, slot] = batch.add(TextSource.removed.utf8)
        case .long: break
        }
    }

    private static func addConversation(
        _ entry: LogBatch.Entry, _ batch: inout LogBatch, _ state: inout State,
        _ database: Database
    ) throws {
        guard let attempt = name(batch[entry, AttemptField.id], batch),
            let answer = name(batch[entry, AttemptField.text], batch)
        else { return }
        let known = state.requests.removeValue(forKey: attempt)
        guard let manifest = try known ?? request(of: attempt, database) else { return }
        try state.conversation.write(
            manifest: manifest, answer: answer, texts: &state.texts, in: database)
        batch[entry, AttemptField.messages] = batch.add(state.conversation.output)
    }

    /// The messages of an attempt that started before this reading: an attempt has the id of its
    /// `attempt-started`.
    private static func request(of attempt: Name, _ database: Database) throws -> Name? {
        let statement = try database.cachedStatement(
            sql: "SELECT body ->> '$.request' FROM events WHERE id = ?")
        defer { statement.rewind() }
        return try attempt.withBytes { id in
            statement.set(1, blob: UnsafeRawBufferPointer(rebasing: id[..<16]))
            return try statement.step() ? Name(hexadecimal: statement.bytes(0)) : nil
        }
    }
}
