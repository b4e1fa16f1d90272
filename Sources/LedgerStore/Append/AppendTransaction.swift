internal import GRDB
internal import Ledger

/// What one transaction of the writer does to the log, and where the log ends because of it.
final class AppendTransaction {
    let statements: AppendStatements
    /// Where the log would end if the transaction were committed now.
    private(set) var head: LedgerHead
    /// The versions of streams that are known.
    private(set) var versions: [StreamName: Int64]

    init(
        _ statements: AppendStatements, head: LedgerHead, versions: [StreamName: Int64] = [:]
    ) {
        self.statements = statements
        self.head = head
        self.versions = versions
    }

    // MARK: - Looking

    func record(id: EventID) throws -> EventRecord? {
        let statement = statements.eventByID
        return try id.withBytes { bytes in
            statement.set(1, blob: bytes)
            return try EventRows.all(statement).first
        }
    }

    func records(after position: Int64) throws -> [EventRecord] {
        statements.eventsAfter.set(1, position)
        return try EventRows.all(statements.eventsAfter)
    }

    /// The version of the stream's last event; 0 if it has none.
    func version(of stream: StreamName) throws -> Int64 {
        if let version = versions[stream] { return version }
        let statement = statements.versionOfStream
        defer { statement.rewind() }
        var name = stream.text
        let version = try name.withUTF8 { text in
            statement.set(1, text: text)
            return try statement.step() ? statement.int64(0) : 0
        }
        versions[stream] = version
        return version
    }

    // MARK: - Adding

    /// Adds `events` to the log, or throws and may have added some of them: then the caller's
    /// savepoint goes back, and `forget(to:)` with it.
    func insert(_ events: [NewEvent], recordedAt: Timestamp) throws -> [EventRecord] {
        try events.map { event in
            let version = try version(of: event.stream)
            if let expected = event.expectedVersion, expected != version {
                throw LedgerStoreError.conflict(
                    stream: event.stream, expected: expected, found: version)
            }
            let record = EventRecord(
                position: head.position + 1, id: event.id, stream: event.stream,
                version: version + 1, type: event.type, recordedAt: recordedAt,
                correlation: event.correlation, causation: event.causation, actor: event.actor,
                body: event.body)
            try insert(record)
            versions[event.stream] = version + 1
            return record
        }
    }

    private func insert(_ record: EventRecord) throws {
        let leaf = try record.withColumns { columns in
            statements.line.write(columns)
            let bytes = statements.line.lineBytes
            guard bytes <= EventRecord.lineBytesMax else {
                throw LedgerStoreError.lineTooLong(type: record.type, bytes: bytes)
            }
            let leaf = statements.line.leaf
            do {
                try insert(columns, leaf: leaf)
            } catch let error as DatabaseError
                where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT
            {
                if try self.record(id: record.id) != nil {
                    throw LedgerStoreError.idReused(record.id)
                }
                throw LedgerStoreError.unexpected(error.reason)
            }
            return leaf
        }
        let completed = head.frontier.append(leaf, completing: LedgerFormat.storedHeights)
        head.lastRecordedAt = record.recordedAt
        for subtree in completed {
            try insert(subtree)
        }
    }

    private func insert(_ event: EventColumns, leaf: Hash) throws {
        let statement = statements.insertEvent
        statement.set(1, event.position)
        statement.set(3, text: event.stream)
        statement.set(4, event.version)
        statement.set(5, text: event.type)
        statement.set(6, event.recordedAt)
        statement.set(9, text: event.actor)
        statement.set(10, text: event.body)
        let ids = (
            event.id.high.bigEndian, event.id.low.bigEndian,
            event.correlation?.high.bigEndian ?? 0, event.correlation?.low.bigEndian ?? 0,
            event.causation?.high.bigEndian ?? 0, event.causation?.low.bigEndian ?? 0
        )
        try withUnsafeBytes(of: ids) { ids in
            statement.set(2, blob: UnsafeRawBufferPointer(rebasing: ids[0..<16]))
            if event.correlation == nil {
                statement.setNull(7)
            } else {
                statement.set(7, blob: UnsafeRawBufferPointer(rebasing: ids[16..<32]))
            }
            if event.causation == nil {
                statement.setNull(8)
            } else {
                statement.set(8, blob: UnsafeRawBufferPointer(rebasing: ids[32..<48]))
            }
            try leaf.withUnsafeBytes { (bytes) throws in
                statement.set(11, blob: bytes)
                try statement.run()
            }
        }
    }

    private func insert(_ subtree: Frontier.Subtree) throws {
        let statement = statements.insertSubtree
        statement.set(1, Int64(subtree.height))
        statement.set(2, subtree.index)
        try subtree.hash.withUnsafeBytes { (bytes) throws in
            statement.set(3, blob: bytes)
            try statement.run()
        }
    }

    /// Adds the blobs that are not there yet.
    func insert(_ blobs: [Blob]) throws {
        for blob in blobs {
            // A new text is hardly ever there: the trigger says so if it is.
            if !blob.isStored, try insertIfMissing(blob) { continue }
            switch try state(of: blob.commitment) {
            case .stored: continue
            case .redacted: throw LedgerStoreError.blobRedacted(blob.commitment)
            case .missing: _ = try insertIfMissing(blob)
            }
        }
    }

    private func insertIfMissing(_ blob: Blob) throws -> Bool {
        do {
            try insert(blob)
            return true
        } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_CONSTRAINT
        {
            return false
        }
    }

    private enum BlobState {
        case missing, stored, redacted
    }

    private func state(of commitment: Commitment) throws -> BlobState {
        let statement = statements.blobState
        defer { statement.rewind() }
        return try commitment.hash.withUnsafeBytes { (bytes) throws in
            statement.set(1, blob: bytes)
            guard try statement.step() else { return .missing }
            return statement.int64(0) == 0 ? .stored : .redacted
        }
    }

    private func insert(_ blob: Blob) throws {
        let statement = statements.insertBlob
        let encoded = blob.encoded ?? BlobCodec.raw(blob.bytes)
        statement.set(3, Int64(blob.bytes.count))
        statement.set(4, encoded.codec.rawValue)
        try blob.commitment.hash.withUnsafeBytes { (commitment) throws in
            try blob.digest.withUnsafeBytes { (digest) throws in
                try blob.salt.withUnsafeBytes { salt in
                    try encoded.data.withUnsafeBytes { data in
                        statement.set(1, blob: commitment)
                        statement.set(2, blob: digest)
                        statement.set(5, blob: salt)
                        statement.set(6, blob: data)
                        try statement.run()
                    }
                }
            }
        }
    }

    /// Writes where the log ends now.
    func writeHead() throws {
        let statement = statements.updateHead
        let frontier = head.frontier.bytes
        statement.set(1, head.position)
        try head.frontier.root.withUnsafeBytes { (root) throws in
            try frontier.withUnsafeBytes { frontier in
                statement.set(2, blob: root)
                statement.set(3, blob: frontier)
                try statement.run()
            }
        }
    }

    /// Forgets what was added since the log ended at `head`; SQLite has rolled it back.
    func forget(to head: LedgerHead) {
        self.head = head
        versions.removeAll()
    }
}
