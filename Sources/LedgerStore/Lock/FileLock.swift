internal import Glibc

/// An exclusive advisory lock on a file (`flock`), with the holder's process id written in it.
///
/// It belongs to this open file description: the kernel releases it when the process ends, however
/// it ends, and a child process does not inherit it.
final class FileLock: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens the lock's file, made for the owner only if it is missing. Nothing is locked yet.
    init(path: String) throws(LedgerStoreError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock if nobody holds it.
    func tryLock() throws(LedgerStoreError) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw failure() }
        }
        return true
    }

    /// Takes the lock, waiting as long as it takes.
    func lock() throws(LedgerStoreError) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure() }
        }
    }

    func unlock() {
        flock(descriptor, LOCK_UN)
    }

    /// Whether the file that is locked still lies at its path. Somebody may have deleted it, and
    /// then another process locks another file.
    var isAtItsPath: Bool {
        var opened = stat()
        var found = stat()
        return fstat(descriptor, &opened) == 0 && stat(path, &found) == 0
            && opened.st_ino == found.st_ino && opened.st_dev == found.st_dev
    }

    /// Says in the file who holds the lock. Only for who is told to wait; so what stands there
    /// already is not written again.
    func writeHolder() {
        let pid = getpid()
        guard holder != pid else { return }
        let text = String(pid) + "\n"
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.utf8.count, 0)
    }

    /// The process id that stands in the file.
    var holder: Int32? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { buffer in
            let count = pread(descriptor, buffer.baseAddress, 16, 0)
            guard count > 0 else { return nil }
            let digits = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }
            return Int32(String(decoding: digits, as: UTF8.self))
        }
    }

    private func failure() -> LedgerStoreError {
        .cannotWrite(path: path, reason: FileSystem.reason())
    }
}
