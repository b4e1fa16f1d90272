internal import Glibc

/// How much room a disk has left.
package enum FreeSpace {
    /// The bytes that this user can still write on the file system of `path`; nil if it does not
    /// say.
    package static func bytes(at path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, overflow) = Int64(clamping: status.f_bavail)
            .multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
        return overflow ? .max : bytes
    }
}
