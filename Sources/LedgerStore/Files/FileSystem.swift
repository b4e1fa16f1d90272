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
        try synchronize(parent(path))
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
}
