internal import CSQLiteShim
internal import GRDB

/// Which kind of value each column of a query must have.
///
/// A text that was stored as a blob has the same bytes, and so the same leaf, but no condition such
/// as `type = 'attempt-answered.v1'` finds its row any more: an event would be hidden without a
/// changed hash.
struct ColumnKinds {
    struct Column {
        let name: String
        /// As SQL writes it.
        let kind: String
    }

    private let columns: [Column]
    /// For each column a bit for every kind that it may have; looked at millions of times.
    private let allowed: [Int32]

    private init(_ columns: [(name: String, kind: String, isOptional: Bool)]) {
        let numbers = ["INTEGER": SQLITE_INTEGER, "TEXT": SQLITE_TEXT, "BLOB": SQLITE_BLOB]
        self.columns = columns.map { Column(name: $0.name, kind: $0.kind) }
        allowed = columns.map { column in
            1 << (numbers[column.kind] ?? SQLITE_NULL) | (column.isOptional ? 1 << SQLITE_NULL : 0)
        }
    }

    /// Of the scan of `events`.
    static let events = ColumnKinds([
        ("position", "INTEGER", false), ("id", "BLOB", false), ("stream", "TEXT", false),
        ("version", "INTEGER", false), ("type", "TEXT", false), ("recorded_at", "INTEGER", false),
        ("correlation", "BLOB", true), ("causation", "BLOB", true), ("actor", "TEXT", false),
        ("body", "TEXT", false), ("leaf", "BLOB", false),
    ])

    /// Of the scan of `events_by_stream`.
    static let streams = ColumnKinds([
        ("stream", "TEXT", false), ("version", "INTEGER", false), ("position", "INTEGER", false),
    ])

    /// The first column of the row that `statement` stands on whose value is of another kind.
    func firstWrong(_ statement: Statement) -> Column? {
        for index in allowed.indices where allowed[index] >> statement.kind(Int32(index)) & 1 == 0 {
            return columns[index]
        }
        return nil
    }
}
