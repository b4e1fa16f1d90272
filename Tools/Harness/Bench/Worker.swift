internal import Foundation

/// The harness in another process, for work whose memory and time are to be its own.
enum Worker {
    /// Runs a subcommand of the harness that prints one JSON object.
    static func run<Report: Decodable>(
        _ arguments: [String], as type: Report.Type
    ) throws -> Report {
        let child = try Child.start(
            GrokBinary.executable, arguments,
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
            output: .pipe, errors: .discarded)
        let output = child.lines?.rest().joined(separator: "\n") ?? ""
        let ending = try child.wait(seconds: 1_800)
        guard ending.code == 0 else {
            throw HarnessError("`\(arguments.joined(separator: " "))` ended with \(ending.text)")
        }
        return try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    /// What a subcommand prints for `run`.
    static func report(_ value: some Encodable) throws {
        Say.line(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
    }
}
