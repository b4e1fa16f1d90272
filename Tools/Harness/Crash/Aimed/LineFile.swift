internal import Foundation

/// A file to which lines are added, each with one write: a line that was added is there, whoever is
/// killed afterwards.
enum LineFile {
    static func add(_ line: String, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { fatalError("\(path) cannot be written: \(errno)") }
        defer { close(file) }
        let bytes = Array((line + "\n").utf8)
        guard write(file, bytes, bytes.count) == bytes.count else {
            fatalError("\(path) does not take a line: \(errno)")
        }
    }

    /// The lines of a file; none if there is no file.
    static func lines(of path: String) throws -> [Substring] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    }
}
