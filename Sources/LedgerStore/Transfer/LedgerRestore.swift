internal import Foundation
internal import GRDB
internal import Glibc
package import Ledger

/// Makes the ledger of an empty home of a backup, if the backup verifies.
package struct LedgerRestore {
    private let source: LedgerFiles
    private let world: World

    /// - Parameters:
    ///   - source: The backup's folder.
    ///   - world: The world of the home that it goes to.
    package init(source: String, world: World) throws {
        self.source = LedgerFiles(directory: source)
        self.world = world
        guard let folder = try FileSystem.status(self.source.directory) else {
            throw TransferError.noInput(
                path: self.source.directory, reason: FileSystem.reason(ENOENT))
        }
        guard folder.isFolder else {
            throw TransferError.noInput(
                path: self.source.directory, reason: FileSystem.reason(ENOTDIR))
        }
        let header = try DatabaseHeader.read(self.source.database)
        guard try LedgerFormat.check(header, path: self.source.database) else {
            throw TransferError.noInput(
                path: self.source.database, reason: "there is no ledger in it")
        }
    }

    /// Restores into the home `directory`, which is empty or missing. Returns what the verification
    /// of the copy found; the backup itself is not written to.
    package func run(
        into directory: String, options: LedgerOptions = LedgerOptions()
    ) throws -> VerificationReport {
        try NewHome(directory: directory, options: options).make { folder in
            do {
                return try fill(folder)
            } catch LedgerStoreError.damaged(_, let what) {
                throw LedgerStoreError.damaged(path: source.database, what: what)
            } catch LedgerStoreError.notALedger {
                throw LedgerStoreError.notALedger(path: source.database)
            }
        }
    }

    private func fill(_ folder: String) throws -> VerificationReport {
        let copy = LedgerFiles(directory: folder)
        try FileSystem.copy(source.database, to: copy.database)
        // There is none beside a backup, but beside somebody's own copy of a home.
        if let log = try FileSystem.status(source.log), log.size > 0 {
            try FileSystem.copy(source.log, to: copy.log)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: source.directory)
        for name in names where BackupFiles.belongsToLedger(name) {
            try FileSystem.copy(source.directory + "/" + name, to: folder + "/" + name)
        }
        let report = try Verifier(directory: folder).run(deep: true)
        if let problem = report.problem {
            throw TransferError.notVerified(path: source.database, problem: problem)
        }
        try LedgerStoreError.translatingStore(source.database) { try settle(copy.database) }
        try copy.removeHelpers()
        return report
    }

    /// Brings everything into the database file itself.
    private func settle(_ path: String) throws {
        let queue = try ConnectionSettings.open(path: path, access: .writing)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { database in
            let opened = try LedgerFormat.opening(database, path: source.database)
            guard opened.world == world else {
                throw LedgerStoreError.otherWorld(
                    path: source.database, found: opened.world, wanted: world)
            }
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw LedgerStoreError.settingNotKept(
                    name: "journal_mode", wanted: "wal", found: mode ?? "nothing")
            }
            try Checkpoint.whole(database)
        }
    }
}
