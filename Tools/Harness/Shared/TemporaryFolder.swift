internal import Foundation

/// A folder that is gone when its owner is, unless it is to be kept.
final class TemporaryFolder: Sendable {
    let path: String
    private let isKept: Bool

    /// - Parameters:
    ///   - isKept: whether it stays, for looking at it later.
    ///   - parent: where it is made; nil for the system's place for temporary files.
    init(_ name: String, isKept: Bool, parent: String? = nil) throws {
        let parent = parent ?? ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/grok-\(name)-XXXXXX\0".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw HarnessError(
                "there is no temporary folder in \(parent): \(String(cString: strerror(errno)))")
        }
        path = String(cString: made)
        self.isKept = isKept
        if !isKept { Children.add(folder: path) }
    }

    /// A new folder inside it.
    func make(_ name: String) throws -> String {
        let folder = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Removes a folder inside it early, because a thousand of them fill a disk.
    func remove(_ name: String) {
        guard !isKept else { return }
        try? FileManager.default.removeItem(atPath: path + "/" + name)
    }

    deinit {
        guard !isKept else { return }
        try? FileManager.default.removeItem(atPath: path)
        Children.remove(folder: path)
    }
}
