internal import Foundation
internal import GRDB
internal import Ledger

/// Adds the lines of an export to a ledger that is being made, and refuses every line that is not
/// the next one.
final class ImportedRows {
    /// So many events later the versions of streams are looked up again instead of remembered.
    private static let eventsRemembered: Int64 = 65_536

    private let database: Database
    private let statements: AppendStatements
    private let reader = EventLineReader()
    private let path: String
    private let world: World
    private var transaction: AppendTransaction
    private var opened: LedgerOpened?

    init(_ database: Database, path: String, world: World) throws {
        self.database = database
        self.path = path
        self.world = world
        statements = try AppendStatements(database)
        transaction = AppendTransaction(statements, head: .empty)
    }

    // MARK: - Events

    func addEvent(_ bytes: UnsafeBufferPointer<UInt8>, line: Int64) throws {
        func refused(_ reason: String) -> TransferError {
            .badLine(path: path, line: line, reason: reason)
        }
        let record: EventRecord
        do throws(EventLineReader.Problem) {
            record = try reader.record(bytes)
        } catch {
            throw refused(error.reason)
        }
        guard record.position == line else {
            throw refused("its position is \(record.position); a filtered export has such gaps")
        }
        if line == 1 { try open(record) }
        do {
            _ = try transaction.insert(
                [NewEvent(read: record)], recordedAt: record.recordedAt)
        } catch LedgerStoreError.conflict(let stream, _, let found) {
            throw refused(
                "its version is \(record.version), and \(stream.text) is at version \(found)")
        } catch LedgerStoreError.idReused {
            throw refused("its id stands on an earlier line")
        }
        if line.isMultiple(of: Self.eventsRemembered) {
            transaction = AppendTransaction(statements, head: transaction.head)
        }
    }

    private func open(_ record: EventRecord) throws {
        guard record.type == LedgerOpened.type,
            case .ledgerOpened(let body) = try? Event(type: record.type, body: record.body)
        else {
            throw TransferError.badLine(
                path: path, line: 1, reason: "it is not \(LedgerOpened.type)")
        }
        guard body.format <= LedgerFormat.newest else {
            throw LedgerStoreError.newerFormat(
                path: path, found: body.format, known: LedgerFormat.newest)
        }
        guard body.world == world else {
            throw LedgerStoreError.otherWorld(path: path, found: body.world, wanted: world)
        }
        opened = body
    }

    /// Writes the head.
    func finishEvents() throws -> (ledger: EventID, head: TreeHead) {
        guard let opened else {
            throw TransferError.badLine(path: path, line: 1, reason: "there is none")
        }
        try transaction.writeHead()
        let frontier = transaction.head.frontier
        return (opened.ledger, TreeHead(size: frontier.size, root: frontier.root))
    }

    // MARK: - Texts

    func addBlob(_ bytes: UnsafeBufferPointer<UInt8>, path: String, line: Int64) throws {
        let blob: ExportedBlob
        do throws(BlobCodec.Damage) {
            blob = try ExportedBlob(line: bytes)
        } catch {
            throw TransferError.badText(path: path, line: line, reason: error.reason)
        }
        guard try !isThere(blob.commitment) else {
            throw TransferError.badText(
                path: path, line: line, reason: "its name stands on an earlier line")
        }
        switch blob.content {
        case .text(let text, let salt):
            let bytes = Array(text.utf8)
            let name = BlobName(commitment: blob.commitment, salt: salt)
            try transaction.insert(
                [Blob(bytes: bytes, digest: Hash(of: bytes), name: name, isStored: false)])
        case .redacted(let bytes): try addEmpty(blob.commitment, size: bytes, codec: 0)
        case .leftOut: try addEmpty(blob.commitment, size: 0, codec: BlobCodec.leftOut)
        }
    }

    /// Every text that an event cites is known to be missing.
    func leaveOutTexts() throws {
        let events = try database.makeStatement(sql: "SELECT body FROM events ORDER BY position")
        while try events.step() {
            for commitment in CitedCommitments(body: events.text(0)) {
                guard try !isThere(commitment) else { continue }
                try addEmpty(commitment, size: 0, codec: BlobCodec.leftOut)
            }
        }
    }

    private func isThere(_ commitment: Commitment) throws -> Bool {
        let statement = statements.blobState
        defer { statement.rewind() }
        return try commitment.hash.withUnsafeBytes { (bytes) throws in
            statement.set(1, blob: bytes)
            return try statement.step()
        }
    }

    private func addEmpty(_ commitment: Commitment, size: Int64, codec: Int64) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO blobs (commitment, digest, size, codec, salt, data)
                VALUES (?, NULL, ?, ?, NULL, NULL)
                """
        ).execute(arguments: [Data(commitment.hash.bytes), size, codec])
    }
}
