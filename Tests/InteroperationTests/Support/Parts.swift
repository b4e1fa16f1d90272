import Foundation
import TestSupport
import Testing

/// The parts that are not ours: files of this folder, and what `Tools/setup test` has installed.
enum Parts {
    /// The path of a file in `Parts`, quoted for bash.
    static func file(_ name: String) -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Parts")
        return "'\(folder.appendingPathComponent(name).path)'"
    }

    /// The path of a program in the Python environment, quoted for bash.
    static func python(_ name: String) throws -> String {
        let path = ProgramUnderTest.root.appendingPathComponent(".build-python/venv/bin/\(name)")
            .path
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "\(path) is missing: run Tools/setup test")
        return "'\(path)'"
    }
}
