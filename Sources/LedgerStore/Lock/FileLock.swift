internal import Glibc

/// An exclusive advisory lock on a file (`flock`), with the holder's process id written in it.
///
/// It belongs to this open file description: the kernel releases it when the process ends, however
/// it ends, and a child process does not inherit it.
final class FileLock: Sendable {
    let path: String
    private let descriptor: Int32
    private let inode: ino_t

    /// Opens the lock's file, made for the owner only if it is missing. Nothing is locked yet.
    init(path: String) throws(LedgerStoreError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
        inode = status.st_ino
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

    /// Gets into the line before the lock, where `wait` or nobody else stands in it. The kernel
    /// gives a lock that was let go to whoever asks next, and that is whoever had it, not who
    /// sleeps; in the line the next one stands before it.
    ///
    /// The line is a lock on the file's first byte, of a kind that knows nothing of `flock`.
    func enterLine(wait: Bool) throws(LedgerStoreError) -> Bool {
        var region = firstByte(F_WRLCK)
        while fcntl(descriptor, wait ? Self.setAndWait : Self.set, &region) != 0 {
            if !wait, errno == EAGAIN || errno == EACCES { return false }
            // Where the file system has no such lock, whoever is faster comes first.
            if errno == EINVAL || errno == ENOLCK || errno == EOPNOTSUPP { return true }
            guard errno == EINTR else { throw failure() }
        }
        return true
    }

    func leaveLine() {
        var region = firstByte(F_UNLCK)
        _ = fcntl(descriptor, Self.set, &region)
    }

    // F_OFD_SETLK and F_OFD_SETLKW: locks of the open file description, not of the process.
    private static let set: Int32 = 37
    private static let setAndWait: Int32 = 38

    private func firstByte(_ type: Int32) -> Glibc.flock {
        var region = Glibc.flock()
        region.l_type = Int16(type)
        region.l_whence = Int16(SEEK_SET)
        region.l_start = 0
        region.l_len = 1
        return region
    }

    /// Whether the file that is locked still lies at its path. Somebody may have deleted it, and
    /// then another process locks another file.
    var isAtItsPath: Bool {
        // An inode that is open is not given to another file.
        var found = stat()
        return stat(path, &found) == 0 && found.st_ino == inode
    }

    /// Says in the file who holds the lock. Only for who is told to wait; so what stands there
    /// already is not written again.
    func writeHolder() {
        let pid = getpid()
        guard holder != pid else { return }
        // As long as the longest, so that nothing of who was there before is left.
        let text = String(pid)
        let line = text + String(repeating: "\n", count: Self.holderBytes - text.utf8.count)
        _ = pwrite(descriptor, line, line.utf8.count, 0)
    }

    private static let holderBytes = 16
    private static let committing = "committing\n"
    private static let atRest = "at rest   \n"

    /// Whether a commit was begun that nobody has seen end well, as far as the file says.
    var isCommitting: Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.committing.utf8.count) {
            let count = pread(
                descriptor, $0.baseAddress, $0.count, off_t(Self.holderBytes))
            return count == $0.count && $0.elementsEqual(Self.committing.utf8)
        }
    }

    /// Says in the file that a commit begins, for whoever comes after this process. It need not get
    /// to the disk: a power cut takes what is in doubt with it.
    func beginCommit() throws(LedgerStoreError) {
        guard write(Self.committing) else { throw failure() }
    }

    /// Says in the file that it ended well. If that cannot be written, the next one looks into it
    /// in vain.
    func endCommit() {
        _ = write(Self.atRest)
    }

    private func write(_ text: String) -> Bool {
        pwrite(descriptor, text, text.utf8.count, off_t(Self.holderBytes)) == text.utf8.count
    }

    /// The process id that stands in the file.
    var holder: Int32? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.holderBytes) { buffer in
            let count = pread(descriptor, buffer.baseAddress, Self.holderBytes, 0)
            guard count > 0 else { return nil }
            let digits = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }
            return Int32(String(decoding: digits, as: UTF8.self))
        }
    }

    private func failure() -> LedgerStoreError {
        .cannotWrite(path: path, reason: FileSystem.reason())
    }
}
