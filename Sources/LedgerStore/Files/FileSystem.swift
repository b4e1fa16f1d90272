internal import Glibc

/// The few calls to the operating system that the store needs, with errors as sentences.
enum FileSystem {
    /// What the operating system says about error `number`, such as `Permission denied`.
    static func reason(_ number: Int32 = errno) -> String {
        String(cString: strerror(number))
    }

    /// What lies at a path.
    struct Status {
        let isFolder: Bool
        let size: Int
    }

    /// What lies at `path`; nil if nothing does.
    static func status(_ path: String) throws(LedgerStoreError) -> Status? {
        var status = stat()
        if stat(path, &status) == 0 {
            return Status(isFolder: status.st_mode & S_IFMT == S_IFDIR, size: Int(status.st_size))
        }
        if errno == ENOENT { return nil }
        if errno == ENOTDIR { throw .homeIsNotAFolder(path: parent(path)) }
        throw .cannotRead(path: path, reason: reason())
    }

    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// Makes `path` and what is missing above it, for the owner only, and makes it durable.
    static func makeFolder(_ path: String) throws(LedgerStoreError) {
        if let status = try status(path) {
            guard status.isFolder else { throw .homeIsNotAFolder(path: path) }
            return
        }
        try makeFolder(parent(path))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .cannotWrite(path: path, reason: reason())
        }
        do {
            try synchronize(parent(path))
        } catch {
            // Whoever tries again must not take it for made.
            rmdir(path)
            throw error
        }
    }

    /// Refuses a folder in which nothing can be made.
    static func checkWritable(_ folder: String) throws(LedgerStoreError) {
        guard isWritable(folder) else {
            throw .cannotWrite(path: folder, reason: reason())
        }
    }

    /// Whether something can be made in a folder; `errno` says why not.
    static func isWritable(_ folder: String) -> Bool {
        faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0
    }

    /// Makes an empty file for the owner only, unless there is one.
    static func makeFile(_ path: String) throws(LedgerStoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            guard errno == EEXIST else { throw .cannotWrite(path: path, reason: reason()) }
            guard chmod(path, 0o600) == 0 else {
                throw .cannotWrite(path: path, reason: reason())
            }
            return
        }
        close(descriptor)
    }

    /// Brings a file's or a folder's content to the disk.
    static func synchronize(_ path: String) throws(LedgerStoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(path: path, reason: reason()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: reason()) }
    }

    /// Writes a file's content, if there is one, over itself and brings it to the disk. After a
    /// sync that failed Linux takes pages for written that are not; only what is written again gets
    /// to the disk.
    static func rewrite(_ path: String) throws(LedgerStoreError) {
        let file = open(path, O_RDWR | O_CLOEXEC)
        if file < 0, errno == ENOENT { return }
        guard file >= 0 else { throw .cannotRead(path: path, reason: reason()) }
        defer { close(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_048_576, alignment: 16)
        defer { buffer.deallocate() }
        var offset: off_t = 0
        while true {
            let count = pread(file, buffer.baseAddress, buffer.count, offset)
            guard count >= 0 else { throw .cannotRead(path: path, reason: reason()) }
            if count == 0 { break }
            guard pwrite(file, buffer.baseAddress, count, offset) == count else {
                throw .cannotWrite(path: path, reason: reason())
            }
            offset += off_t(count)
        }
        guard fsync(file) == 0 else { throw .cannotWrite(path: path, reason: reason()) }
    }

    /// Copies the file at `path` to `target`, which does not exist, for the owner only, and makes
    /// it durable.
    static func copy(_ path: String, to target: String) throws(LedgerStoreError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .cannotRead(path: path, reason: reason()) }
        defer { close(source) }
        let copy = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard copy >= 0 else { throw .cannotWrite(path: target, reason: reason()) }
        defer { close(copy) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_048_576, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(source, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(path: path, reason: reason()) }
            if count == 0 { break }
            guard writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: copy) else {
                throw .cannotWrite(path: target, reason: reason())
            }
        }
        guard fsync(copy) == 0 else { throw .cannotWrite(path: target, reason: reason()) }
    }

    /// False when something could not be written; `errno` says why.
    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = write(file, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}
