internal import Foundation
internal import GRDB
package import Ledger

/// How many leaves, and the root over them.
package struct TreeHead: Hashable, Sendable {
    package let size: Int64
    package let root: Hash

    package init(size: Int64, root: Hash) {
        self.size = size
        self.root = root
    }
}

extension LedgerReader {
    /// Rows that are read at once by a scan: its memory is this many events.
    private static let chunkRows: Int64 = 512

    /// Where the log ends.
    package func head() throws(LedgerStoreError) -> TreeHead {
        try reading { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT size, root FROM \(LedgerFormat.head)")
            guard let row, let root = Hash(bytes: row["root"] as Data) else {
                throw LedgerStoreError.damaged(
                    path: files.database, what: "the head is missing")
            }
            return TreeHead(size: row["size"], root: root)
        }
    }

    /// The event at a position; nil if there is none.
    package func event(at position: Int64) throws(LedgerStoreError) -> EventRecord? {
        try records(" WHERE position = ?", [position]).first
    }

    /// The event with this id; nil if there is none.
    package func event(id: EventID) throws(LedgerStoreError) -> EventRecord? {
        try records(" WHERE id = ?", [Data(id.bytes)]).first
    }

    /// The events of a stream after `version`, in order.
    package func events(
        of stream: StreamName, after version: Int64 = 0
    ) throws(LedgerStoreError) -> [EventRecord] {
        try records(
            " WHERE stream = ? AND version > ? ORDER BY version", [stream.text, version])
    }

    /// At most `limit` events after `position`, in order.
    package func events(
        after position: Int64, limit: Int
    ) throws(LedgerStoreError) -> [EventRecord] {
        try records(" WHERE position > ? ORDER BY position LIMIT ?", [position, limit])
    }

    /// Hands every event from position `first` to `last` (nil: the end of the log at that moment)
    /// to `body`, in order, with memory that does not grow. `body` may read from this reader.
    package func forEach(
        from first: Int64 = 1, to last: Int64? = nil, _ body: (EventRecord) throws -> Void
    ) throws {
        let end = try last ?? head().size
        var position = first - 1
        while position < end {
            let limit = min(Self.chunkRows, end - position)
            let records = try events(after: position, limit: Int(limit))
            for record in records {
                guard record.position <= end else { return }
                try body(record)
            }
            guard let next = records.last?.position else { return }
            position = next
        }
    }

    /// The streams whose names begin with `prefix`, in the order in which they began.
    package func streams(
        prefix: String, limit: Int = .max
    ) throws(LedgerStoreError) -> [StreamName] {
        // One index has an entry for every stream, the other one for every event of those that
        // match: a prefix that says more than `task-` and a letter matches few.
        let index = prefix.utf8.count > 6 ? "events_by_stream" : "events_first_of_stream"
        return try reading { database in
            let names = try String.fetchAll(
                database,
                sql: """
                    SELECT stream FROM events INDEXED BY \(index)
                    WHERE version = 1 AND stream >= ? AND stream < ?
                    ORDER BY position LIMIT ?
                    """,
                arguments: [prefix, Self.end(of: prefix), Int64(limit)])
            return names.map { StreamName(text: $0) }
        }
    }

    /// The stream that began last among those whose names begin with `prefix`.
    package func lastStream(prefix: String) throws(LedgerStoreError) -> StreamName? {
        try reading { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT stream FROM events INDEXED BY events_first_of_stream
                    WHERE version = 1 AND stream >= ? AND stream < ?
                    ORDER BY position DESC LIMIT 1
                    """,
                arguments: [prefix, Self.end(of: prefix)]
            ).map { StreamName(text: $0) }
        }
    }

    /// The task that was submitted last.
    package func lastTask() throws(LedgerStoreError) -> TaskID? {
        try lastStream(prefix: "task-")?.task
    }

    /// The tasks whose ids begin with `prefix`, in the order of submission; at most `limit`.
    package func tasks(prefix: String, limit: Int = .max) throws(LedgerStoreError) -> [TaskID] {
        try streams(prefix: "task-" + prefix, limit: limit).compactMap(\.task)
    }

    /// A text after all texts that begin with `prefix`: names are ASCII.
    private static func end(of prefix: String) -> String { prefix + "\u{7F}" }

    /// The events that a `WHERE` clause selects.
    func records(
        _ condition: String, _ arguments: StatementArguments
    ) throws(LedgerStoreError) -> [EventRecord] {
        try reading { database in
            let statement = try database.cachedStatement(sql: EventRows.select + condition)
            try statement.setArguments(arguments)
            return try EventRows.all(statement)
        }
    }
}
