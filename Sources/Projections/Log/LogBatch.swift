/// Some consecutive events of the log, read and taken apart, with the texts that tables hold. One
/// block of memory for all of them: no allocation for an event or for a value.
struct LogBatch: Sendable {
    /// One event that concerns a table.
    struct Entry: Sendable {
        let position: Int64
        let recordedAt: Int64
        let type: LoggedType
        /// The task whose stream it stands in; nil in other streams.
        let task: TaskKey?
        /// Its first slot in `fields`.
        let fields: Int
    }

    var memory: [UInt8] = []
    var entries: [Entry] = []
    var fields: [Field] = []
    /// The last position that was looked at, concerned or not.
    var lastPosition: Int64 = 0

    /// How many bytes it takes until a batch is full; one event may go beyond.
    static let bytesMax = 2_097_152
    /// How many events are looked at for one batch.
    static let eventsMax = 2_048

    subscript(entry: Entry, field: AttemptField) -> Field {
        get { fields[entry.fields + field.rawValue] }
        set { fields[entry.fields + field.rawValue] = newValue }
    }

    subscript(entry: Entry, field: WorkField) -> Field {
        get { fields[entry.fields + field.rawValue] }
        set { fields[entry.fields + field.rawValue] = newValue }
    }

    /// Takes `body` apart. Nil if it cannot be read.
    mutating func add(
        position: Int64, recordedAt: Int64, type: LoggedType, task: TaskKey?,
        body: UnsafeRawBufferPointer
    ) -> Entry? {
        let offset = memory.count
        memory.append(contentsOf: body)
        let first = fields.count
        let slots = type.slots
        fields.append(contentsOf: repeatElement(.null, count: slots))
        let isRead = body.withMemoryRebound(to: UInt8.self) { body in
            fields.withUnsafeMutableBufferPointer { fields in
                guard let start = fields.baseAddress else { return false }
                return BodyScanner.scan(
                    body, offset: offset, shape: type.shape, into: start + first)
            }
        }
        guard isRead else { return nil }
        for slot in first..<fields.count where fields[slot].kind == .escaped {
            guard let text = JSONText.unescape(memory[fields[slot].range]) else { return nil }
            fields[slot] = add(text)
        }
        let entry = Entry(
            position: position, recordedAt: recordedAt, type: type, task: task, fields: first)
        entries.append(entry)
        return entry
    }

    /// Keeps a text.
    mutating func add(_ text: some Collection<UInt8>) -> Field {
        let offset = memory.count
        memory.append(contentsOf: text)
        return .text(at: offset, count: memory.count - offset)
    }

    /// The text of a field, empty if it has none.
    func string(_ field: Field) -> String {
        guard field.kind == .text else { return "" }
        return String(decoding: memory[field.range], as: UTF8.self)
    }
}
