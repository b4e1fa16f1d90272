internal import Foundation

/// The program under test.
struct GrokBinary: Sendable {
    let path: String
    /// What comes before the program's own arguments.
    var prefix: [String] = []

    /// The `grok` at `path`, or the one beside the harness, which the same build made.
    init(path: String?) throws {
        self.path = path ?? Self.directory + "/grok"
        guard access(self.path, X_OK) == 0 else {
            throw HarnessError("there is no program at \(self.path); name one with --grok")
        }
    }

    private init(path: String, prefix: [String]) {
        self.path = path
        self.prefix = prefix
    }

    /// The same program with its intents unrecorded; it exists in the harness only.
    static var withoutIntent: GrokBinary {
        GrokBinary(path: executable, prefix: [WithoutIntentCommand.name])
    }

    /// The same program, which is killed at a moment of its run.
    static func aimed(_ aim: KillAim) -> GrokBinary {
        GrokBinary(path: executable, prefix: [AimedCommand.name, aim.text])
    }

    /// This program's own path.
    static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    }

    private static var directory: String {
        URL(fileURLWithPath: executable).deletingLastPathComponent().path
    }

    /// The folder that holds Package.swift, above the harness or above where it was started; nil if
    /// there is none.
    static var repository: String? {
        for start in [directory, FileManager.default.currentDirectoryPath] {
            var folder = URL(fileURLWithPath: start)
            while folder.path != "/" {
                let manifest = folder.appendingPathComponent("Package.swift").path
                if FileManager.default.fileExists(atPath: manifest) { return folder.path }
                folder.deleteLastPathComponent()
            }
        }
        return nil
    }

    func start(
        _ arguments: [String], environment: [String: String], output: Child.Sink = .discarded,
        errors: Child.Sink = .discarded
    ) throws -> Child {
        try Child.start(
            path, prefix + arguments, environment: environment, output: output, errors: errors)
    }
}
