internal import GRDB
internal import Ledger

/// Reads the indexes of `events` by themselves: every stream's versions are 1, 2, 3 … in the order
/// of positions, and every entry belongs to a row.
struct IndexScan {
    private let database: Database
    private(set) var mixer: RowMixer

    init(_ database: Database, seed: UInt64) {
        self.database = database
        mixer = RowMixer(seed: seed)
    }

    /// Returns the problem with the smallest position.
    mutating func run() throws -> VerificationReport.Problem? {
        let versions = try scanStreams()
        try scanIDs()
        try scanFirsts()
        return versions
    }

    private mutating func scanStreams() throws -> VerificationReport.Problem? {
        let statement = try database.makeStatement(
            sql: """
                SELECT stream, version, position FROM events INDEXED BY events_by_stream
                ORDER BY stream, version
                """)
        var stream: [UInt8] = []
        var version: Int64 = 0
        var last: Int64 = 0
        var first: VerificationReport.Problem?
        while try statement.step() {
            if let column = ColumnKinds.streams.firstWrong(statement) {
                return VerificationReport.Problem(
                    position: statement.int64(2),
                    expected: "\(column.name) of the kind \(column.kind) in events_by_stream",
                    found: "a value of another kind")
            }
            let name = statement.text(0)
            let found = statement.int64(1)
            let position = statement.int64(2)
            mixer.add(stream: name, version: found, position: position)
            if name.count != stream.count || !name.elementsEqual(stream) {
                stream = Array(name)
                version = 0
                last = 0
            }
            version += 1
            if found != version || position <= last, position < first?.position ?? .max {
                let text = String(decoding: stream, as: UTF8.self)
                first = VerificationReport.Problem(
                    position: position,
                    expected: "version \(version) of the stream \(text), after position \(last)",
                    found: "version \(found)")
            }
            version = found
            last = position
        }
        return first
    }

    private mutating func scanIDs() throws {
        let statement = try database.makeStatement(
            sql: "SELECT id, position FROM events INDEXED BY events_by_id ORDER BY id")
        while try statement.step() {
            guard let id = statement.eventID(0) else { continue }
            mixer.add(id: id, position: statement.int64(1))
        }
    }

    private mutating func scanFirsts() throws {
        let statement = try database.makeStatement(
            sql: """
                SELECT position FROM events INDEXED BY events_first_of_stream WHERE version = 1
                ORDER BY position
                """)
        while try statement.step() {
            mixer.add(first: statement.int64(0))
        }
    }

    /// Where an index and the table differ first; nil if they do not.
    static func difference(
        _ database: Database, table: RowMixer, indexes: RowMixer
    ) throws -> VerificationReport.Problem? {
        if table.ids != indexes.ids {
            return try firstUnindexed(
                database, "events_by_id",
                "other.id = events.id AND other.position = events.position")
        }
        if table.streams != indexes.streams {
            return try firstUnindexed(
                database, "events_by_stream",
                """
                other.stream = events.stream AND other.version = events.version
                    AND other.position = events.position
                """)
        }
        if table.firsts != indexes.firsts {
            return VerificationReport.Problem(
                position: nil, expected: "an entry of events_first_of_stream for every stream",
                found: "others")
        }
        return nil
    }

    private static func firstUnindexed(
        _ database: Database, _ index: String, _ match: String
    ) throws -> VerificationReport.Problem {
        let position = try Int64.fetchOne(
            database,
            sql: """
                SELECT position FROM events NOT INDEXED
                WHERE NOT EXISTS (SELECT 1 FROM events AS other INDEXED BY \(index) WHERE \(match))
                ORDER BY position LIMIT 1
                """)
        return VerificationReport.Problem(
            position: position, expected: "an entry of \(index) for every event",
            found: position == nil ? "more entries than events" : "none")
    }
}
