internal import GRDB
internal import Ledger

/// Runs groups of appends, one transaction each, under the lock. Used by one thread at a time.
final class Writer {
    private let files: LedgerFiles
    private let options: LedgerOptions
    private let names: BlobNames
    private let lock: WriterLock
    /// Nil until the first group, and after a failure.
    private var connection: WriterConnection?
    /// A COMMIT failed, and what is in the write-ahead log was not made durable since.
    private var isInDoubt = false

    /// Whoever names texts with `names` is told which of them are stored.
    init(
        files: LedgerFiles, options: LedgerOptions, names: BlobNames
    ) throws(LedgerStoreError) {
        self.files = files
        self.options = options
        self.names = names
        lock = try WriterLock(
            path: files.lock, noticeAfterMs: options.lockNoticeMs, notice: options.notice)
    }

    /// Makes the ledger, or completes it.
    func bear(_ world: World, program: String) throws(LedgerStoreError) {
        try lock.acquire()
        defer { lock.release() }
        if lock.isCommitting { isInDoubt = true }
        try lock.beginCommit()
        try LedgerStoreError.translating(files.database) {
            try LedgerBirth(
                files: files, world: world, program: program, clock: options.clock
            ).complete()
        }
        if isInDoubt { _ = try connect() }
        lock.endCommit()
    }

    /// Opens the connection and checks the head. Without the lock: nothing is written.
    func open() throws(LedgerStoreError) {
        _ = try connect()
    }

    /// The connection, once nothing is in doubt, whoever left it so. With the lock held.
    ///
    /// What others were told about their commit is theirs to find out; here it is enough that
    /// nothing is appended behind frames that are perhaps not on the disk.
    private func connectDurably() throws(LedgerStoreError) -> WriterConnection {
        if !isInDoubt, lock.isCommitting {
            try LedgerStoreError.translating(files.database) {
                try options.durability.checkpoint { try FileSystem.rewrite(files.log) }
            }
            lock.endCommit()
        }
        return try connect()
    }

    /// Closes the ledger and leaves a short write-ahead log, unless somebody else is writing: then
    /// that is theirs to do.
    func finish() {
        if let connection, (try? lock.tryAcquire()) == true {
            if !lock.isCommitting { try? connection.shortenLog() }
            lock.release()
        }
        close()
    }

    /// Overwrites what is left of removed texts: pages of the index of digests that were split have
    /// gaps with old entries, and the write-ahead log has old pages.
    func scrub() throws(LedgerStoreError) {
        try lock.acquire()
        defer { lock.release() }
        let connection = try connectDurably()
        try LedgerStoreError.translating(files.database) {
            try connection.queue.writeWithoutTransaction { database in
                try database.execute(sql: "REINDEX blobs_by_digest")
                try Checkpoint.whole(database)
            }
        }
    }

    func close() {
        connection?.close()
        connection = nil
    }

    /// The connection, opened again after a failure. With a commit in doubt only once everything
    /// that is in the write-ahead log was brought to the disk.
    private func connect() throws(LedgerStoreError) -> WriterConnection {
        if let connection { return connection }
        let opened = try LedgerStoreError.translating(files.database) {
            let opened = try WriterConnection(path: files.database)
            guard isInDoubt else { return opened }
            try options.durability.checkpoint {
                // First: a checkpoint relies on the log until the database is on the disk.
                try FileSystem.rewrite(files.log)
                try opened.queue.writeWithoutTransaction { try Checkpoint.whole($0) }
                try FileSystem.synchronize(files.log)
            }
            isInDoubt = false
            lock.endCommit()
            return opened
        }
        connection = opened
        return opened
    }

    // MARK: - One group

    private enum GroupResult {
        case finished([AppendOutcome])
        /// Before the commit: surely nothing was added.
        case lost(LedgerStoreError)
        case commitFailed([AppendOutcome], reason: String)
    }

    /// Appends what these callers ask for in one transaction, and tells each what became of it.
    func run(_ group: [PendingAppend]) {
        do {
            try lock.acquire()
        } catch {
            return refuse(group, .notWritten(reason: error.description))
        }
        defer { lock.release() }
        do {
            try finish(group, with: connectDurably())
        } catch {
            refuse(group, .notWritten(reason: error.description))
        }
    }

    private func finish(_ group: [PendingAppend], with connection: WriterConnection) {
        switch transact(group, connection) {
        case .finished(let outcomes):
            for (pending, outcome) in zip(group, outcomes) {
                finish(pending, with: outcome)
            }
            checkpointIfNeeded(connection)
        case .lost(let error):
            close()
            refuse(group, error)
        case .commitFailed(let outcomes, let reason):
            close()
            isInDoubt = true
            resolve(group, outcomes, reason: reason)
        }
    }

    private func transact(
        _ group: [PendingAppend], _ connection: WriterConnection
    ) -> GroupResult {
        connection.queue.writeWithoutTransaction { database in
            var outcomes: [AppendOutcome] = []
            var isCommitting = false
            do {
                let (transaction, statements) = try connection.begin(database)
                outcomes = try outcomesOf(group, transaction, statements)
                guard outcomes.contains(where: \.isAdded) else {
                    try statements.rollback.run()
                    return .finished(outcomes)
                }
                try transaction.writeHead()
                try lock.beginCommit()
                isCommitting = true
                try options.durability.commit { try statements.commit.run() }
                lock.endCommit()
                connection.advance(with: transaction)
                return .finished(outcomes)
            } catch {
                if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
                let reason = (error as? DatabaseError)?.reason ?? String(describing: error)
                if isCommitting { return .commitFailed(outcomes, reason: reason) }
                return .lost(error as? LedgerStoreError ?? .notWritten(reason: reason))
            }
        }
    }

    /// Each caller in a savepoint of its own, so that one who is refused takes nobody along. One
    /// caller alone needs none: then the whole transaction goes back.
    private func outcomesOf(
        _ group: [PendingAppend], _ transaction: AppendTransaction,
        _ statements: AppendStatements
    ) throws -> [AppendOutcome] {
        if group.count == 1, let pending = group.first {
            return [try transaction.process(pending, clock: options.clock)]
        }
        return try group.map { pending in
            let before = transaction.head
            try statements.savepoint.run()
            let outcome = try transaction.process(pending, clock: options.clock)
            if case .refused = outcome {
                try statements.rollbackToSavepoint.run()
                transaction.forget(to: before)
            }
            try statements.release.run()
            return outcome
        }
    }

    private func finish(_ pending: PendingAppend, with outcome: AppendOutcome) {
        if outcome.isAdded { names.noteStored(pending.blobs) }
        pending.resume(with: outcome)
    }

    private func checkpointIfNeeded(_ connection: WriterConnection) {
        do {
            try LedgerStoreError.translating(files.database) {
                try connection.checkpointIfNeeded()
            }
        } catch {
            options.notice(
                .checkpointFailed(path: files.database, reason: error.description))
        }
    }

    /// After a failed commit the events may be in the log all the same, and being there does not
    /// mean that they stay. So: open again, bring everything to the disk, look.
    private func resolve(
        _ group: [PendingAppend], _ outcomes: [AppendOutcome], reason: String
    ) {
        let connection: WriterConnection?
        do {
            connection = try connect()
        } catch {
            connection = nil
        }
        for (pending, outcome) in zip(group, outcomes) {
            guard case .added(let records) = outcome else {
                finish(pending, with: outcome)
                continue
            }
            switch connection.flatMap({ try? $0.holds(records) }) {
            case true: finish(pending, with: outcome)
            case false: pending.refuse(.notWritten(reason: reason))
            case nil: pending.refuse(.inDoubt(reason: reason))
            }
        }
    }

    private func refuse(_ group: [PendingAppend], _ error: LedgerStoreError) {
        for pending in group {
            pending.refuse(error)
        }
    }
}
