internal import Dispatch
internal import Glibc

/// The lock around everything that changes `orchestration.db`: making it, catching up, rebuilding.
///
/// It exists for the same reason as the ledger's: two connections that write and checkpoint at once
/// can corrupt a file with SQLite before 3.51.3, and who waits for SQLite's own lock has to poll.
/// The kernel gives it back when the process ends, however it ends.
struct ProjectionLock: Sendable {
    /// Who waits longer than this is told for whom.
    private static let noticeAfterMs = 5_000

    let path: String
    /// Called once if it takes long, with the process id of the holder.
    let waiting: @Sendable (Int32?) -> Void

    /// Runs `body` with the lock held, waiting for it as long as it takes.
    func hold<Result>(_ body: () throws -> Result) throws -> Result {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { try wait(descriptor) }
        let holder = String(getpid()) + "\n"
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, holder, holder.utf8.count, 0)
        return try body()
    }

    private func wait(_ descriptor: Int32) throws {
        let late = DispatchWorkItem { waiting(holder) }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .milliseconds(Self.noticeAfterMs), execute: late)
        defer { late.cancel() }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure() }
        }
    }

    /// The process id that stands in the file.
    private var holder: Int32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { buffer in
            let count = max(0, pread(descriptor, buffer.baseAddress, 16, 0))
            let digits = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }
            return Int32(String(decoding: digits, as: UTF8.self))
        }
    }

    private func failure() -> ProjectionError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
