internal import DequeModule
internal import Dispatch
package import Ledger
internal import Synchronization

/// The ledger, open for appending: one for each process and ledger.
///
/// Everything that was queued while the disk was busy goes into the next transaction, each caller
/// with a savepoint of its own. An append that returns is on the disk.
package final class EventLog: Sendable {
    /// The random id that position 1 gave the ledger.
    package var ledgerID: EventID { reader.ledgerID }
    package var world: World { reader.world }
    /// The same ledger, open for reading.
    package let reader: LedgerReader

    let names: BlobNames
    private let writer: Mutex<Writer>
    private let thread = DispatchQueue(label: "ledger writer", qos: .userInitiated)
    private let line = Mutex(Line())

    /// Who waits, and whether somebody is serving them.
    private struct Line {
        var pending: Deque<PendingAppend> = []
        var isServed = false
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private init(reader: LedgerReader, names: BlobNames, writer: sending Writer) {
        self.reader = reader
        self.names = names
        self.writer = Mutex(writer)
    }

    /// Opens the ledger in the home `directory` for appending. Makes the home (for the owner only)
    /// and the ledger if they are missing: `world` and `program` then stand in position 1.
    ///
    /// Waits for other processes that are doing the same. Refuses, and writes nothing, if the home
    /// is not a folder or not writable, or its `ledger.db` is not a ledger, is newer than this
    /// program or belongs to the other world.
    package static func open(
        directory: String, world: World, program: String,
        options: LedgerOptions = LedgerOptions()
    ) throws(LedgerStoreError) -> EventLog {
        let files = LedgerFiles(directory: directory)
        try FileSystem.makeFolder(files.directory)
        try FileSystem.checkWritable(files.directory)
        let existing = try LedgerReader.openIfPresent(directory: files.directory)
        if let existing, existing.world != world {
            throw .otherWorld(path: files.database, found: existing.world, wanted: world)
        }
        let names = BlobNames()
        let writer = try Writer(files: files, options: options, names: names)
        let reader: LedgerReader
        if let existing, existing.format == LedgerFormat.newest {
            reader = existing
        } else {
            try writer.bear(world, program: program)
            reader = try LedgerReader.open(directory: files.directory)
            guard reader.world == world else {
                throw .otherWorld(path: files.database, found: reader.world, wanted: world)
            }
        }
        try writer.open()
        return EventLog(reader: reader, names: names, writer: writer)
    }

    /// How many callers wait for the transaction after the one that is running.
    package var waitingCallers: Int { line.withLock { $0.pending.count } }

    // MARK: - Appending

    /// The blob of `text`: the stored one if the ledger has this text, otherwise a new one under a
    /// random salt, which is stored together with the events that it is appended with.
    package func blob(_ text: String) throws(LedgerStoreError) -> Blob {
        let bytes = Array(text.utf8)
        guard bytes.count <= LedgerLimits.blobBytesMax else {
            throw .blobTooLarge(bytes: bytes.count)
        }
        let digest = Hash(of: bytes)
        if let (name, isStored) = names.find(digest) {
            return Blob(bytes: bytes, digest: digest, name: name, isStored: isStored)
        }
        let stored = try reader.blobName(digest)
        let (name, isStored) = names.add(
            digest, stored ?? BlobName(naming: bytes), isStored: stored != nil)
        return Blob(bytes: bytes, digest: digest, name: name, isStored: isStored)
    }

    /// A blob of `text` under a new name, without asking the ledger whether it has the text.
    package func newBlob(_ text: String) throws(LedgerStoreError) -> Blob {
        let bytes = Array(text.utf8)
        guard bytes.count <= LedgerLimits.blobBytesMax else {
            throw .blobTooLarge(bytes: bytes.count)
        }
        return Blob(
            bytes: bytes, digest: Hash(of: bytes), name: BlobName(naming: bytes), isStored: false)
    }

    /// Appends `events` with the texts that they cite, all of them or none, and returns them as
    /// they stand in the log. If they stand there already, nothing is added.
    package func append(
        _ events: [NewEvent], blobs: [Blob] = []
    ) async throws(LedgerStoreError) -> [EventRecord] {
        do {
            return try await enqueue(.events(events), blobs)
        } catch let error as LedgerStoreError {
            throw error
        } catch {
            throw .unexpected(String(describing: error))
        }
    }

    /// Lets `deciding` choose the events inside the critical section, where nobody else appends.
    ///
    /// `ids` are all the ids that it may use. If one of them is in the log, this was decided
    /// before: nothing is decided again, and what stands there is returned. What `deciding` throws
    /// is thrown here as it is, and nothing is added. It must not block.
    package func append(
        ids: [EventID], blobs: [Blob] = [], deciding: @escaping Decision
    ) async throws -> [EventRecord] {
        try await enqueue(.decision(ids: ids, deciding), blobs)
    }

    func enqueue(
        _ work: PendingAppend.Work, _ blobs: [Blob]
    ) async throws -> [EventRecord] {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                enqueue(PendingAppend(work: work, blobs: blobs, continuation: continuation))
            }
        } catch LedgerStoreError.blobRedacted(let commitment) {
            names.remove(commitment)
            throw LedgerStoreError.blobRedacted(commitment)
        }
    }

    private enum Admission {
        case first, queued, closed
    }

    private func enqueue(_ pending: PendingAppend) {
        let admission = line.withLock { line -> Admission in
            if line.isClosed { return .closed }
            line.pending.append(pending)
            if line.isServed { return .queued }
            line.isServed = true
            return .first
        }
        switch admission {
        case .first: thread.async { self.serve() }
        case .queued: break
        case .closed: pending.refuse(.closed)
        }
    }

    /// Serves until nobody waits. Runs on the writer's own thread.
    private func serve() {
        while let group = nextGroup() {
            writer.withLock { $0.run(group) }
        }
    }

    /// Overwrites what the files still hold of texts that were removed, in gaps of pages and in the
    /// write-ahead log. Throws if a reader stands in the way; then it can be tried again.
    package func scrub() async throws(LedgerStoreError) {
        let result = await withCheckedContinuation { continuation in
            thread.async { continuation.resume(returning: self.scrubbed()) }
        }
        try result.get()
    }

    private func scrubbed() -> Result<Void, LedgerStoreError> {
        writer.withLock { writer in
            do throws(LedgerStoreError) {
                return .success(try writer.scrub())
            } catch {
                return .failure(error)
            }
        }
    }

    /// Who goes into the next transaction; nil when nobody waits, and then this thread has ended
    /// its service.
    private func nextGroup() -> [PendingAppend]? {
        let (group, closers) = line.withLock { line in
            let count = min(line.pending.count, LedgerLimits.groupCallersMax)
            guard count == 0 else {
                let group = Array(line.pending.prefix(count))
                line.pending.removeFirst(count)
                return (group, [] as [CheckedContinuation<Void, Never>])
            }
            line.isServed = false
            let closers = line.closers
            line.closers = []
            return ([], closers)
        }
        guard group.isEmpty else { return group }
        if !closers.isEmpty { writer.withLock { $0.finish() } }
        for closer in closers { closer.resume() }
        return nil
    }

    /// Waits for what is queued, then closes the ledger. Appending afterwards is refused.
    package func close() async {
        await withCheckedContinuation { continuation in
            let isServed = line.withLock { line in
                let isServed = line.isServed
                line.isServed = true
                line.isClosed = true
                line.closers.append(continuation)
                return isServed
            }
            if !isServed { thread.async { self.serve() } }
        }
    }
}
