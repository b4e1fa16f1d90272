internal import GRDB
internal import Ledger

/// Recomputes every leaf and the tree over them from the events themselves, in one pass with
/// memory that does not grow.
struct EventScan {
    private let database: Database
    private let size: Int64
    private let line = EventLineBuffer()
    private var heads: ExpectedHeads
    private let examine: Verifier.Examination?
    private(set) var frontier = Frontier.empty
    private(set) var mixer: RowMixer

    /// Scans `size` events.
    ///
    /// - Parameters:
    ///   - heads: Roots that are known to have been.
    ///   - examine: Looks at every event that is as it was written.
    init(
        _ database: Database, size: Int64, seed: UInt64, heads: ExpectedHeads = ExpectedHeads([]),
        examine: Verifier.Examination? = nil
    ) {
        self.database = database
        self.size = size
        self.heads = heads
        self.examine = examine
        mixer = RowMixer(seed: seed)
    }

    /// Returns the first problem.
    mutating func run() throws -> VerificationReport.Problem? {
        let statement = try database.makeStatement(
            sql: """
                SELECT position, id, stream, version, type, recorded_at, correlation, causation,
                    actor, body, leaf
                FROM events ORDER BY position
                """)
        let subtrees = try database.makeStatement(
            sql: "SELECT hash FROM tree WHERE level = ? AND \"index\" = ?")
        if let problem = heads.check(frontier) { return problem }
        while try statement.step() {
            if let problem = try check(statement, subtrees) { return problem }
            if let problem = heads.check(frontier) { return problem }
        }
        guard frontier.size == size else {
            return VerificationReport.Problem(
                position: frontier.size + 1, expected: "\(size) events",
                found: "the last one at position \(frontier.size)")
        }
        return heads.beyond(size)
    }

    private mutating func check(
        _ row: Statement, _ subtrees: Statement
    ) throws -> VerificationReport.Problem? {
        let next = frontier.size + 1
        let position = row.int64(0)
        guard position == next, next <= size else {
            return VerificationReport.Problem(
                position: min(position, next),
                expected: next <= size ? "position \(next)" : "the end of the log",
                found: "position \(position)")
        }
        if let column = ColumnKinds.events.firstWrong(row) {
            return VerificationReport.Problem(
                position: position, expected: "\(column.name) of the kind \(column.kind)",
                found: "a value of another kind")
        }
        guard let columns = columns(row) else {
            return VerificationReport.Problem(
                position: position, expected: "an id, a correlation and a causation of 16 bytes",
                found: "others")
        }
        line.write(columns)
        let leaf = line.leaf
        guard let stored = Hash(raw: row.blob(10)), stored == leaf else {
            return VerificationReport.Problem(
                position: position, expected: "the leaf \(Hexadecimal.encode(row.blob(10)))",
                found: "an event whose leaf is \(leaf)")
        }
        if let problem = RecordedHead.problem(columns, before: frontier) ?? examine?(columns) {
            return problem
        }
        mixer.add(id: columns.id, position: position)
        mixer.add(stream: columns.stream, version: columns.version, position: position)
        if columns.version == 1 { mixer.add(first: position) }
        for subtree in frontier.append(leaf, completing: LedgerFormat.storedHeights) {
            if let problem = try check(subtree, subtrees) { return problem }
        }
        return nil
    }

    private func columns(_ row: Statement) -> EventColumns? {
        guard let id = row.eventID(1) else { return nil }
        let correlation = row.eventID(6)
        let causation = row.eventID(7)
        guard correlation != nil || row.isNull(6), causation != nil || row.isNull(7) else {
            return nil
        }
        return EventColumns(
            position: row.int64(0), id: id, stream: row.text(2), version: row.int64(3),
            type: row.text(4), recordedAt: row.int64(5), correlation: correlation,
            causation: causation, actor: row.text(8), body: row.text(9))
    }

    private func check(
        _ subtree: Frontier.Subtree, _ statement: Statement
    ) throws -> VerificationReport.Problem? {
        defer { statement.rewind() }
        statement.set(1, Int64(subtree.height))
        statement.set(2, subtree.index)
        let stored = try statement.step() ? Hexadecimal.encode(statement.blob(0)) : "nothing"
        guard stored != subtree.hash.hexadecimal else { return nil }
        let first = subtree.index << Int64(subtree.height) + 1
        return VerificationReport.Problem(
            position: first,
            expected: "\(stored) over the positions \(first) to \(frontier.size)",
            found: subtree.hash.hexadecimal)
    }
}
