package import Foundation

/// A fresh home for one test, with a clean environment and the program on PATH.
package struct Sandbox {
    package let folder: URL
    package let home: URL
    package let environment: [String: String]

    /// - Parameter binary: The program; nil for tests that only use the shell.
    package init(binary: String?) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("grok-test-\(UUID().uuidString)").resolvingSymlinksInPath()
        home = folder.appendingPathComponent("home")
        let tools = folder.appendingPathComponent("bin")
        for directory in [home, tools, folder.appendingPathComponent("output")] {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true)
        }
        if let binary {
            try FileManager.default.createSymbolicLink(
                atPath: tools.appendingPathComponent("grok").path, withDestinationPath: binary)
        }
        environment = [
            "HOME": home.path, "PATH": "\(tools.path):/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "dumb", "TMPDIR": folder.path,
        ]
    }

    /// A new file for what a command prints, outside of its home.
    func outputFile() throws -> URL {
        let file = folder.appendingPathComponent("output/\(UUID().uuidString)")
        try Data().write(to: file)
        return file
    }

    package func remove() throws {
        try FileManager.default.removeItem(at: folder)
    }
}
