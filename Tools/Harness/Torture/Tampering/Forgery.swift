internal import Ledger
internal import LedgerStore

/// A history that somebody wrote anew who knows how leaves, tree, head and checkpoints are made,
/// and has the key of the home.
struct Forgery {
    /// How much of what follows from a changed event is made to fit it.
    enum Depth {
        /// The event's own leaf.
        case leaves
        /// Also the tree and the head.
        case tree
        /// Also the checkpoints that were recorded, signed anew.
        case checkpoints
    }

    private(set) var records: [EventRecord]
    private let key: SigningKey

    /// - Parameter records: The history as it should have been, positions and versions to be
    ///   counted anew.
    init(_ records: [EventRecord], key: SigningKey) {
        self.records = records
        self.key = key
    }

    /// Writes the history into the database instead of its own.
    mutating func write(into database: RawDatabase, depth: Depth) throws {
        let frontier = try renumber(signs: depth == .checkpoints)
        var statements = ["DELETE FROM events"]
        for record in records { statements.append(insert(record)) }
        if depth != .leaves {
            statements.append("DELETE FROM tree")
            var tree = Frontier.empty
            for record in records {
                for subtree in tree.append(record.leaf, completing: LedgerFormat.storedHeights) {
                    statements.append(
                        "INSERT INTO tree VALUES (\(subtree.height), \(subtree.index), "
                            + "x'\(subtree.hash)')")
                }
            }
            statements.append(
                "UPDATE head SET size = \(frontier.size), root = x'\(frontier.root)', "
                    + "frontier = x'\(frontier.roots.map(\.hexadecimal).joined())'")
        }
        try database.unguarded(statements)
    }

    private mutating func renumber(signs: Bool) throws -> Frontier {
        var tree = Frontier.empty
        var versions: [StreamName: Int64] = [:]
        for (index, record) in records.enumerated() {
            versions[record.stream, default: 0] += 1
            var body = record.body
            if signs, record.type == CheckpointSigned.type { body = try self.body(over: tree) }
            records[index] = EventRecord(
                position: Int64(index + 1), id: record.id, stream: record.stream,
                version: versions[record.stream] ?? 1, type: record.type,
                recordedAt: record.recordedAt, correlation: record.correlation,
                causation: record.causation, actor: record.actor, body: body)
            _ = tree.append(records[index].leaf)
        }
        return tree
    }

    private func body(over tree: Frontier) throws -> String {
        let checkpoint = TreeCheckpoint(
            origin: key.verifier.name, size: tree.size, root: tree.root)
        return try CanonicalJSON.encode(
            CheckpointSigned(
                size: tree.size, root: tree.root,
                publicKey: Hexadecimal.encode(key.verifier.publicKey),
                signature: Hexadecimal.encode(try key.signature(of: Array(checkpoint.content.utf8)))
            ))
    }

    private func insert(_ record: EventRecord) -> String {
        func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
        func blob(_ id: EventID?) -> String {
            id.map { "x'\(Hexadecimal.encode($0.bytes))'" } ?? "NULL"
        }
        return """
            INSERT INTO events VALUES (\(record.position), \(blob(record.id)), \
            \(quoted(record.stream.text)), \(record.version), \(quoted(record.type)), \
            \(record.recordedAt.microseconds), \(blob(record.correlation)), \
            \(blob(record.causation)), \(quoted(record.actor)), \(quoted(record.body)), \
            x'\(record.leaf)')
            """
    }
}

extension RawDatabase {
    /// Runs statements with no trigger in the way. The triggers are there again afterwards.
    func unguarded(_ statements: [String]) throws {
        let schema = "FROM sqlite_schema WHERE type = 'trigger'"
        let triggers = try texts("SELECT sql " + schema)
        let drops = try texts("SELECT 'DROP TRIGGER ' || name " + schema)
        try run((["BEGIN"] + drops + statements + triggers + ["COMMIT"]).joined(separator: ";"))
    }
}
