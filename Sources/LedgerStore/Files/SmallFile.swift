internal import Foundation
internal import Glibc

/// Files that are read and written whole.
package enum SmallFile {
    /// The text of a file; nil if there is none.
    package static func read(_ path: String) throws(LedgerStoreError) -> String? {
        guard let status = try FileSystem.status(path) else { return nil }
        guard !status.isFolder else { throw .cannotRead(path: path, reason: "it is a folder") }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .cannotRead(path: path, reason: FileSystem.reason())
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .cannotRead(path: path, reason: "it is not UTF-8 text")
        }
        return text
    }

    /// Makes or replaces a file for the owner only, and brings it to the disk.
    static func write(_ text: String, to path: String) throws(LedgerStoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
        defer { close(descriptor) }
        try write(text, to: descriptor, path: path)
    }

    /// Writes at the place where `descriptor` stands, and brings it to the disk.
    static func write(
        _ text: String, to descriptor: Int32, path: String
    ) throws(LedgerStoreError) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 || errno == EINTR else {
                throw .cannotWrite(path: path, reason: FileSystem.reason())
            }
            written += max(0, count)
        }
        guard fsync(descriptor) == 0 else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
    }
}
