internal import Foundation

/// The file of `-o`: checked before anything is spent, written whole or not at all.
struct OutputFile {
    /// Absolute, so that a resumption from elsewhere means the same file.
    let path: String
    /// What is to be said when it cannot be written.
    private let consolation: String

    /// Throws unless a file can be made there.
    init(_ path: String, consolation: String = "the result is in the ledger") throws {
        self.consolation = consolation
        let url = URL(fileURLWithPath: path)
        self.path = url.path
        let folder = url.deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            throw CommandFailure(.inputOutput, "the folder \(folder) does not exist")
        }
        if FileManager.default.fileExists(atPath: self.path, isDirectory: &isFolder),
            isFolder.boolValue
        {
            throw CommandFailure(.inputOutput, "\(self.path) is a folder")
        }
        guard access(folder, W_OK) == 0 else {
            throw CommandFailure(.inputOutput, "the folder \(folder) cannot be written to")
        }
    }

    /// Replaces the file with `text` in one step that survives a crash.
    func write(_ text: String) throws {
        let temporary = path + ".\(getpid()).tmp"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(file, $0.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            written += count
        }
        let isSynced = written == bytes.count && fsync(file) == 0
        close(file)
        guard isSynced, rename(temporary, path) == 0 else {
            let failure = failure()
            unlink(temporary)
            throw failure
        }
    }

    private func failure() -> CommandFailure {
        CommandFailure(
            .inputOutput,
            "\(path) cannot be written (\(String(cString: strerror(errno)))); \(consolation)")
    }
}
