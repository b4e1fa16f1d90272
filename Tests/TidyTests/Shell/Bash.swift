import Foundation

/// Runs commands with stand-ins for the programs that would take minutes or change the machine.
struct Bash {
    struct Result {
        let output: String
        let errors: String
        let status: Int32
    }

    /// A folder of this run alone, with `bin` in front of everything else on PATH.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tidy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("bin"), withIntermediateDirectories: true)
    }

    func remove() throws {
        try FileManager.default.removeItem(at: folder)
    }

    func write(_ path: String, _ text: String) throws {
        let location = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: location.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: location, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: location.path)
    }

    /// A program on PATH that runs this script.
    func stub(_ name: String, _ script: String) throws {
        try write("bin/\(name)", "#!/bin/bash\n" + script)
    }

    func text(_ path: String) -> String {
        (try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }

    /// Runs a line of bash in the folder. Output goes to files, which cannot fill up like pipes.
    func run(_ line: String, _ environment: [String: String] = [:]) throws -> Result {
        let name = UUID().uuidString
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", "(\(line)) >.\(name).output 2>.\(name).errors </dev/null"]
        process.currentDirectoryURL = folder
        process.environment = environment.merging([
            "PATH": folder.path + "/bin:/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
        ]) { given, _ in given }
        try process.run()
        process.waitUntilExit()
        return Result(
            output: text(".\(name).output"), errors: text(".\(name).errors"),
            status: process.terminationStatus)
    }
}
