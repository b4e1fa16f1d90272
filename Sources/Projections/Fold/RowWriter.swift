internal import GRDB

/// Binds the values of one row after the other to a statement, in the order of its parameters.
struct RowWriter {
    private let statement: Statement
    private let memory: UnsafePointer<UInt8>
    private let loaded: UnsafePointer<UInt8>
    /// Rows in one statement.
    private let rows: Int
    private var rowsPut = 0
    private var index: Int32 = 0
    /// The parameters that are bound to something since they were null, one bit each: many values
    /// are null from row to row, and binding costs as much as writing.
    private var bound: UInt64 = 0

    /// - Parameters:
    ///   - statement: With at most 64 parameters, in `rows` groups of the same size.
    ///   - memory: The batch's.
    ///   - loaded: The fold's.
    init(
        _ statement: Statement, memory: UnsafePointer<UInt8>, loaded: UnsafePointer<UInt8>,
        rows: Int = 1
    ) {
        self.statement = statement
        self.rows = rows
        self.memory = memory
        self.loaded = loaded
        statement.clear()
    }

    private mutating func bind() -> Int32 {
        bound |= 1 << UInt64(index)
        index += 1
        return index
    }

    mutating func putNull() {
        let bit: UInt64 = 1 << UInt64(index)
        index += 1
        guard bound & bit != 0 else { return }
        bound &= ~bit
        statement.setNull(index)
    }

    mutating func put(_ value: Int64?) {
        guard let value else { return putNull() }
        statement.set(bind(), value)
    }

    mutating func put(_ value: Double?) {
        guard let value else { return putNull() }
        statement.set(bind(), value)
    }

    mutating func put(_ text: StaticString) {
        statement.set(bind(), text)
    }

    mutating func put(copying text: String?) {
        guard let text else { return putNull() }
        statement.set(bind(), copying: text)
    }

    mutating func put(_ field: Field) {
        switch field.kind {
        case .null, .escaped: putNull()
        case .integer: statement.set(bind(), field.value)
        case .text:
            statement.set(bind(), text: memory + Int(field.value), count: Int(field.count))
        case .loaded:
            statement.set(bind(), text: loaded + Int(field.value), count: Int(field.count))
        }
    }

    mutating func put(_ task: TaskKey?) {
        guard let task else { return putNull() }
        let index = bind()
        task.withBytes { statement.set(index, copying: $0, count: TaskKey.count) }
    }

    /// A time as `CURRENT_TIMESTAMP` writes it.
    mutating func put(timestamp microseconds: Int64?) {
        guard let microseconds else { return putNull() }
        let index = bind()
        SQLTimestamp(microseconds: microseconds).withBytes {
            statement.set(index, copying: $0, count: SQLTimestamp.count)
        }
    }

    /// Writes the row, when there are as many as go into the statement; the next value is the first
    /// of another one.
    mutating func run() throws {
        rowsPut += 1
        guard rowsPut == rows else { return }
        rowsPut = 0
        index = 0
        try statement.run()
    }
}
