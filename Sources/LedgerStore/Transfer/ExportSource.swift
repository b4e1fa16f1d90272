internal import Foundation
internal import GRDB
package import Ledger

/// The ledger as it is at one moment, to be written out while others go on writing. What it hands
/// out takes memory for one block of rows, however many there are.
package struct ExportSource {
    /// Where the log ended at that moment.
    package let head: TreeHead
    package let selection: ExportSelection
    private let reader: LedgerReader
    /// The last row of `blobs` at that moment.
    private let lastBlob: Int64

    private static let rowsAtOnce: Int64 = 512

    package init(
        _ reader: LedgerReader, _ selection: ExportSelection = ExportSelection()
    ) throws(LedgerStoreError) {
        self.reader = reader
        self.selection = selection
        (head, lastBlob) = try reader.reading { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT size, root, (SELECT max(rowid) FROM blobs) AS last
                    FROM \(LedgerFormat.head)
                    """)
            guard let row, let root = Hash(bytes: row["root"] as Data) else {
                throw LedgerStoreError.damaged(
                    path: reader.files.database, what: "the head is missing")
            }
            return (TreeHead(size: row["size"], root: root), row["last"] as Int64? ?? 0)
        }
    }

    package var ledgerID: EventID { reader.ledgerID }

    /// What proves single events against the last checkpoint; nil if none was signed yet.
    package func proofs() throws(LedgerStoreError) -> ExportProofs? {
        try ExportProofs(reader)
    }

    /// Hands every selected event to `body`, in order. Of a whole export, it then finds out whether
    /// these events have the root that the ledger claims, and throws if they do not.
    ///
    /// - Returns: How many events there were.
    package func forEachEvent(_ body: (EventRecord) throws -> Void) throws -> Int64 {
        var frontier = Frontier.empty
        var count: Int64 = 0
        var position: Int64 = 0
        while position < head.size {
            let records = try events(after: position)
            for record in records {
                try body(record)
                count += 1
                if selection.isWhole { _ = frontier.append(record.leaf) }
            }
            guard let last = records.last else { break }
            position = last.position
        }
        if selection.isWhole, frontier.size != head.size || frontier.root != head.root {
            throw LedgerStoreError.damaged(
                path: reader.files.database,
                what: "its events do not have the root \(head.root) of its head")
        }
        return count
    }

    private func events(after position: Int64) throws(LedgerStoreError) -> [EventRecord] {
        var conditions = ["position > ?", "position <= ?"]
        var arguments: [any DatabaseValueConvertible] = [position, head.size]
        if let stream = selection.stream {
            conditions.append("stream = ?")
            arguments.append(stream.text)
        }
        if let since = selection.since {
            conditions.append("recorded_at >= ?")
            arguments.append(since.microseconds)
        }
        if let until = selection.until {
            conditions.append("recorded_at < ?")
            arguments.append(until.microseconds)
        }
        arguments.append(Self.rowsAtOnce)
        let order = selection.stream == nil ? "position" : "version"
        return try reader.records(
            " WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT ?",
            StatementArguments(arguments))
    }

    // MARK: - Texts

    /// Hands the texts that go with the events to `body`, each once: all of a whole export, of
    /// another one those that its events cite.
    ///
    /// - Returns: How many there were.
    package func forEachBlob(_ body: (ExportedBlob) throws -> Void) throws -> Int64 {
        guard selection.isWhole else { return try forEachCited(body) }
        var count: Int64 = 0
        var row: Int64 = 0
        while let (next, blob) = try blob(after: row) {
            try body(blob)
            row = next
            count += 1
        }
        return count
    }

    /// One at a time: a text can have 32 MB.
    private func blob(
        after row: Int64
    ) throws(LedgerStoreError) -> (row: Int64, blob: ExportedBlob)? {
        let found = try reader.reading { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT rowid, CAST(commitment AS BLOB) AS commitment FROM blobs
                    WHERE rowid > ? AND rowid <= ?
                    ORDER BY rowid LIMIT 1
                    """,
                arguments: [row, lastBlob])
        }
        guard let found, let hash = Hash(bytes: found["commitment"] as Data) else { return nil }
        return (found["rowid"], try reader.exportedBlob(Commitment(hash: hash)))
    }

    private func forEachCited(_ body: (ExportedBlob) throws -> Void) throws -> Int64 {
        var seen = RowSet()
        var count: Int64 = 0
        _ = try forEachEvent { record in
            let cited = CitedTexts(record)
            var names = cited.texts
            for manifest in cited.manifests { names += try reader.namesBehind(manifest) }
            for name in names where try seen.insert(reader.blobRow(name)) {
                try body(try reader.exportedBlob(name))
                count += 1
            }
        }
        return count
    }
}
