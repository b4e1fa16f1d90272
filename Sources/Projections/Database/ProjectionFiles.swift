internal import Glibc
internal import LedgerStore

/// Where the projection and its helpers lie, beside the ledger.
struct ProjectionFiles: Sendable {
    let directory: String

    var database: String { directory + "/orchestration.db" }
    var log: String { database + "-wal" }
    var lock: String { directory + "/orchestration.lock" }
    /// The tables that are being made again. Only with the lock held, so one that lies there when
    /// somebody gets the lock is junk of a process that died.
    var rebuilt: String { directory + "/orchestration.rebuild.db" }

    init(_ ledger: LedgerFiles) {
        directory = ledger.directory
    }

    /// How many bytes lie at `path`; nil if there is no file.
    static func size(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    /// Makes an empty file for the owner only, unless there is one.
    static func make(_ path: String) throws(ProjectionError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else {
                throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
            }
            return
        }
        close(descriptor)
    }

    /// Empties a file that SQLite does not recognise.
    static func empty(_ path: String) throws(ProjectionError) {
        guard size(path) != nil else { return }
        guard truncate(path, 0) == 0 else {
            throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Removes what a rebuild that was killed left.
    func removeRebuilt() {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(rebuilt + suffix) }
    }
}
