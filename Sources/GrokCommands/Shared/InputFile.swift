internal import Foundation

/// A file that a command is given.
enum InputFile {
    /// The most bytes that are read.
    static let bytesMax = 268_435_456

    /// The bytes of the file at `path`; of standard input for `-`.
    static func bytes(_ path: String) throws -> [UInt8] {
        guard path == "-" || FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.inputOutput, "the file \(path) does not exist")
        }
        guard
            let file = path == "-" ? .standardInput : FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: bytesMax + 1) ?? Data()
        else {
            throw CommandFailure(.inputOutput, "the file \(path) cannot be read")
        }
        guard data.count <= bytesMax else {
            throw CommandFailure(.badData, "the file \(path) is larger than \(bytesMax) bytes")
        }
        return Array(data)
    }

    /// The text of the file at `path`; of standard input for `-`.
    static func text(_ path: String) throws -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw CommandFailure(.badData, "the file \(path) is not UTF-8 text")
        }
        return text
    }
}
