internal import Foundation
internal import GRDB
internal import Glibc
internal import Ledger

/// Copies a ledger, with what cannot be made again from it, to a folder that does not exist yet,
/// while others go on writing. The folder gets its name when the copy has been verified.
package struct LedgerBackup {
    /// Pages that are copied at once. Between two steps others get at the file's pages.
    private static let pagesPerStep: CInt = 1_024

    private let files: LedgerFiles

    package init(_ reader: LedgerReader) {
        files = reader.files
    }

    /// Writes the backup to the folder `destination`. Returns what its verification found.
    package func write(to destination: String) throws -> VerificationReport {
        let target = LedgerFiles(directory: destination).directory
        guard try FileSystem.status(target) == nil else {
            throw TransferError.exists(path: target)
        }
        let parent = FileSystem.parent(target)
        guard try FileSystem.status(parent)?.isFolder == true else {
            throw LedgerStoreError.cannotWrite(
                path: target, reason: FileSystem.reason(ENOENT))
        }
        let partial = target + ".partial-\(getpid())"
        try? FileManager.default.removeItem(atPath: partial)
        try FileSystem.makeFolder(partial)
        do {
            let report = try fill(partial, named: target)
            guard try FileSystem.status(target) == nil else {
                throw TransferError.exists(path: target)
            }
            guard rename(partial, target) == 0 else {
                throw LedgerStoreError.cannotWrite(path: target, reason: FileSystem.reason())
            }
            try FileSystem.synchronize(parent)
            return report
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }

    private func fill(_ folder: String, named target: String) throws -> VerificationReport {
        // First, so that no checkpoint in the copy is ahead of the ledger in it.
        let names = try FileManager.default.contentsOfDirectory(atPath: files.directory)
        for name in names where BackupFiles.belongsToLedger(name) {
            try FileSystem.copy(files.directory + "/" + name, to: folder + "/" + name)
        }
        let copy = LedgerFiles(directory: folder)
        try FileSystem.makeFile(copy.database)
        try LedgerStoreError.translatingStore(files.database) { try copyPages(to: copy.database) }
        try FileSystem.synchronize(copy.database)
        let report = try Verifier(directory: folder).run(deep: true)
        if let problem = report.problem {
            throw TransferError.notVerified(path: files.database, problem: problem)
        }
        try copy.removeHelpers()
        try FileSystem.synchronize(folder)
        return report
    }

    /// All pages as they are at one moment: the transaction around the steps sees no later commit,
    /// and with a write-ahead log nobody who writes has to wait for it.
    private func copyPages(to path: String) throws {
        let source = try LedgerReader.connect(files)
        defer { try? source.close() }
        let target = try ConnectionSettings.open(path: path, access: .writing)
        defer { try? target.close() }
        try source.read { database in
            _ = try Int64.fetchOne(database, sql: "SELECT size FROM head")
            try target.writeWithoutTransaction {
                try database.backup(to: $0, pagesPerStep: Self.pagesPerStep)
            }
        }
    }
}

extension LedgerFiles {
    /// Removes what SQLite left beside a database that nobody has open and that is complete.
    func removeHelpers() throws {
        if let status = try FileSystem.status(log), status.size > 0 {
            throw LedgerStoreError.unexpected("something was written into \(log)")
        }
        unlink(log)
        unlink(database + "-shm")
    }
}
