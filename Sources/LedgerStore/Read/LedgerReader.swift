internal import GRDB
package import Ledger

/// A ledger, open for reading. Safe while others write; creates nothing.
package final class LedgerReader: Sendable {
    package let files: LedgerFiles
    /// The random id that position 1 gave the ledger.
    package let ledgerID: EventID
    package let world: World
    /// The number of its format.
    package let format: Int
    let queue: DatabaseQueue

    private init(files: LedgerFiles, queue: DatabaseQueue, opened: LedgerOpened, format: Int) {
        self.files = files
        self.queue = queue
        ledgerID = opened.ledger
        world = opened.world
        self.format = format
    }

    /// Opens the ledger in the home `directory`. Throws ``LedgerStoreError/noLedger(directory:)``
    /// when there is none.
    package static func open(directory: String) throws(LedgerStoreError) -> LedgerReader {
        guard let reader = try openIfPresent(directory: directory) else {
            throw .noLedger(directory: directory)
        }
        return reader
    }

    /// Opens the ledger in the home `directory`; nil when there is none, or somebody is just making
    /// the first one.
    package static func openIfPresent(
        directory: String
    ) throws(LedgerStoreError) -> LedgerReader? {
        let files = LedgerFiles(directory: directory)
        guard let home = try FileSystem.status(files.directory) else { return nil }
        guard home.isFolder else {
            throw .homeIsNotAFolder(path: files.directory)
        }
        let header = try DatabaseHeader.read(files.database)
        guard try LedgerFormat.check(header, path: files.database) else { return nil }
        return try LedgerStoreError.translating(files.database) {
            // Only while a ledger is made is there a rollback journal: whoever makes it next undoes
            // what a killed maker left.
            guard try FileSystem.status(files.database + "-journal") == nil else { return nil }
            let queue = try connect(files)
            return try queue.unsafeRead { database -> LedgerReader? in
                let format = try LedgerFormat.version(database)
                guard format <= LedgerFormat.newest else {
                    throw LedgerStoreError.newerFormat(
                        path: files.database, found: format, known: LedgerFormat.newest)
                }
                guard format > 0 else { return nil }
                return LedgerReader(
                    files: files, queue: queue,
                    opened: try LedgerFormat.opening(database, path: files.database),
                    format: format)
            }
        }
    }

    /// Opens the database as it is. Where the folder cannot be written and SQLite would have to
    /// make the files beside the database, nobody else can write either: then it needs none.
    static func connect(_ files: LedgerFiles) throws -> DatabaseQueue {
        do {
            return try ConnectionSettings.open(path: files.database, access: .reading)
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR].contains(
                error.resultCode.primaryResultCode)
        {
            let log = try FileSystem.status(files.log)
            let isFrozen =
                (log?.size ?? 0) == 0 && !FileSystem.isWritable(files.directory)
            guard isFrozen else { throw error }
            return try ConnectionSettings.open(path: files.database, access: .frozen)
        }
    }

    /// Reads with sentences for errors.
    func reading<Result>(
        _ body: (Database) throws -> Result
    ) throws(LedgerStoreError) -> Result {
        try LedgerStoreError.translating(files.database) { try queue.unsafeRead(body) }
    }
}
