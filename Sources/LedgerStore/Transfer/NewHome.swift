internal import Foundation
internal import Glibc
internal import Ledger

/// Puts a whole ledger into an empty home, or leaves the home as it was. What is being made lies in
/// a folder of its own until all of it is there; a ledger begins to exist when its file is renamed.
struct NewHome {
    /// Where it is made. One that a killed process left is removed by the next.
    static let incoming = "ledger.incoming"

    private let files: LedgerFiles
    private let options: LedgerOptions

    init(directory: String, options: LedgerOptions) {
        files = LedgerFiles(directory: directory)
        self.options = options
    }

    /// Lets `build` make `ledger.db` and what belongs to it in a folder, whose path it gets; then
    /// everything moves into the home, the ledger last.
    func make<Result>(_ build: (String) throws -> Result) throws -> Result {
        let made = try makeMissingFolders()
        let hadLock = try FileSystem.status(files.lock) != nil
        let lock = try WriterLock(
            path: files.lock, noticeAfterMs: options.lockNoticeMs, notice: options.notice)
        try lock.acquire()
        defer { lock.release() }
        let folder = files.directory + "/" + Self.incoming
        do {
            try checkEmpty()
            try? FileManager.default.removeItem(atPath: folder)
            try FileSystem.makeFolder(folder)
            let result = try build(folder)
            try moveIn(from: folder)
            return result
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            // Whoever waits for a lock that is gone notices, and takes the one that is there then.
            if !hadLock { unlink(files.lock) }
            for folder in made.reversed() { rmdir(folder) }
            throw error
        }
    }

    /// The folders that were missing, the outermost first.
    private func makeMissingFolders() throws -> [String] {
        var missing: [String] = []
        var folder = files.directory
        while try FileSystem.status(folder) == nil {
            missing.insert(folder, at: 0)
            folder = FileSystem.parent(folder)
        }
        try FileSystem.makeFolder(files.directory)
        try FileSystem.checkWritable(files.directory)
        return missing
    }

    /// Whatever a ledger consists of may not be there: a secret or a checkpoint of another ledger
    /// would be taken for this one's.
    private func checkEmpty() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: files.directory).sorted()
        let found = names.first { name in
            name.hasPrefix("ledger.db") || name.hasPrefix("orchestration.db")
                || BackupFiles.belongsToLedger(name)
        }
        if let found {
            throw TransferError.homeNotEmpty(directory: files.directory, found: found)
        }
    }

    private func moveIn(from folder: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let others = names.filter(BackupFiles.belongsToLedger)
        var moved: [String] = []
        do {
            for name in others + ["ledger.db"] {
                let target = files.directory + "/" + name
                try FileSystem.synchronize(folder + "/" + name)
                guard rename(folder + "/" + name, target) == 0 else {
                    throw LedgerStoreError.cannotWrite(path: target, reason: FileSystem.reason())
                }
                moved.append(target)
            }
            try FileSystem.synchronize(files.directory)
        } catch {
            for path in moved { unlink(path) }
            throw error
        }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// What lies beside a ledger's database and cannot be made again from it: the secret behind the
/// fingerprints of keys, the key that signs checkpoints, the checkpoints themselves.
enum BackupFiles {
    static func belongsToLedger(_ name: String) -> Bool {
        name == "checkpoints.txt" || name.hasSuffix(".key")
    }
}
