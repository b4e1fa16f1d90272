import Foundation

/// A fresh home for one transcript, with a clean environment and the program on PATH.
struct Sandbox {
    let folder: URL
    let home: URL
    let environment: [String: String]

    /// - Parameter binary: The program; nil for transcripts that only use the shell.
    init(binary: String?) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("transcript-\(UUID().uuidString)").resolvingSymlinksInPath()
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

    /// A file for what a command prints, outside of its home.
    func outputFile(_ name: String) throws -> URL {
        let file = folder.appendingPathComponent("output/\(name)")
        try Data().write(to: file)
        return file
    }

    func remove() throws {
        try FileManager.default.removeItem(at: folder)
    }
}
