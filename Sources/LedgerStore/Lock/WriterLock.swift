internal import Dispatch

/// The lock around everything that changes `ledger.db`: migrating, appending, checkpointing.
///
/// It exists because two connections that write and checkpoint at once can corrupt the file with
/// SQLite before 3.51.3, and because who waits for SQLite's own lock has to poll.
final class WriterLock {
    private let path: String
    private let noticeAfterMs: Int
    private let notice: @Sendable (LedgerNotice) -> Void
    private var file: FileLock

    init(
        path: String, noticeAfterMs: Int, notice: @escaping @Sendable (LedgerNotice) -> Void
    ) throws(LedgerStoreError) {
        self.path = path
        self.noticeAfterMs = noticeAfterMs
        self.notice = notice
        file = try FileLock(path: path)
    }

    /// Takes the lock, waiting as long as it takes, in turn with others who wait. Who waits long is
    /// told for whom.
    func acquire() throws(LedgerStoreError) {
        while true {
            try takeTurn()
            if file.isAtItsPath { break }
            file = try FileLock(path: path)
        }
        file.writeHolder()
    }

    /// Takes the lock if nobody holds it or waits for it.
    func tryAcquire() throws(LedgerStoreError) -> Bool {
        guard try file.enterLine(wait: false) else { return false }
        defer { file.leaveLine() }
        guard try file.tryLock() else { return false }
        guard file.isAtItsPath else {
            file.unlock()
            return false
        }
        file.writeHolder()
        return true
    }

    private func takeTurn() throws(LedgerStoreError) {
        if try file.enterLine(wait: false) {
            defer { file.leaveLine() }
            if try !file.tryLock() { try wait { file throws(LedgerStoreError) in try file.lock() } }
            return
        }
        try wait { file throws(LedgerStoreError) in
            _ = try file.enterLine(wait: true)
            defer { file.leaveLine() }
            try file.lock()
        }
    }

    func release() {
        file.unlock()
    }

    /// Whether who had the lock before, this process or another one, began a commit that did not
    /// end well: what is in the write-ahead log is then perhaps not on the disk, and never gets
    /// there by itself. Only with the lock held, like the next two.
    var isCommitting: Bool { file.isCommitting }

    func beginCommit() throws(LedgerStoreError) {
        try file.beginCommit()
    }

    func endCommit() {
        file.endCommit()
    }

    private func wait(
        _ taking: (FileLock) throws(LedgerStoreError) -> Void
    ) throws(LedgerStoreError) {
        let file = file
        let notice = notice
        let late = DispatchWorkItem {
            notice(.waitingForLock(path: file.path, holder: file.holder))
        }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .milliseconds(noticeAfterMs), execute: late)
        defer { late.cancel() }
        try taking(file)
    }
}
