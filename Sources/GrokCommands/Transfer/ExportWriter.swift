internal import Foundation

/// Writes the lines of an export to standard output, or to a file that gets its name when all of it
/// is there.
final class ExportWriter {
    private static let blockBytes = 262_144

    /// Nil for standard output.
    private let path: String?
    private let temporary: String
    private let file: Int32
    private var block: [UInt8] = []
    private var isOpen = true

    /// - Parameter path: Of a file that is made or replaced; nil for standard output.
    init(_ path: String?) throws {
        self.path = path
        temporary = (path ?? "") + ".\(getpid()).tmp"
        if path == nil {
            file = STDOUT_FILENO
        } else {
            file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        }
        guard file >= 0 else { throw failure() }
        block.reserveCapacity(Self.blockBytes)
    }

    /// What has no name yet disappears.
    deinit {
        guard path != nil, file >= 0 else { return }
        if isOpen { close(file) }
        unlink(temporary)
    }

    /// Writes `text` and ends the line. Throws ``ReaderGone`` when nobody reads standard output any
    /// more.
    func line(_ text: String) throws {
        var text = text
        text.withUTF8 { block.append(contentsOf: $0) }
        block.append(UInt8(ascii: "\n"))
        if block.count >= Self.blockBytes { try flush() }
    }

    /// Brings everything to the disk.
    func finish() throws {
        try flush()
        guard path != nil else { return }
        let isSynced = fsync(file) == 0
        let error = errno
        isOpen = false
        guard close(file) == 0, isSynced else {
            errno = error
            throw failure()
        }
    }

    /// Gives the file its name.
    func publish() throws {
        guard let path else { return }
        guard rename(temporary, path) == 0 else { throw failure() }
    }

    private func flush() throws {
        var written = 0
        while written < block.count {
            let count = block.withUnsafeBytes { bytes in
                write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else {
                if path == nil, errno == EPIPE { throw ReaderGone() }
                throw failure()
            }
            written += count
        }
        block.removeAll(keepingCapacity: true)
    }

    private func failure() -> CommandFailure {
        CommandFailure(
            .inputOutput,
            "\(path ?? "standard output") cannot be written (\(String(cString: strerror(errno))))")
    }
}
