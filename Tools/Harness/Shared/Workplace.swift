internal import Foundation

/// A home of the program, the program, and the provider it talks to.
struct Workplace: Sendable {
    let grok: GrokBinary
    /// What `--home` gets.
    let home: String
    let port: Int
    /// No command of the harness takes longer, or something is stuck.
    var secondsMax: Double = 120
    /// Where what commands write is kept until it is read; the home if it is nil.
    var scratch: String?
    /// The program's TMPDIR.
    var temporary: String?

    /// The folder that holds the ledger: these are practice books.
    var directory: String { home + "/simulated" }

    var hasLedger: Bool { FileManager.default.fileExists(atPath: directory + "/ledger.db") }

    /// What one finished command left.
    struct Finished: Sendable {
        let ending: Ending
        let output: String
        let errors: String
    }

    /// - Parameter environment: Further variables, or other values for the usual ones.
    func start(
        _ arguments: [String], environment: [String: String] = [:],
        output: Child.Sink = .discarded, errors: Child.Sink = .discarded
    ) throws -> Child {
        var variables = Accounts.environment.merging([
            "GROK_BASE_URL": "http://127.0.0.1:\(port)/v1", "HOME": home,
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
        ]) { first, _ in first }.merging(environment) { _, second in second }
        variables["TMPDIR"] = temporary
        return try grok.start(
            arguments + ["--simulate", "--home", home], environment: variables, output: output,
            errors: errors)
    }

    /// Runs a command to its end and keeps what it writes.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Finished {
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let name = (scratch ?? home) + "/\(UUID().uuidString)"
        defer {
            unlink(name + ".out")
            unlink(name + ".err")
        }
        let child = try start(
            arguments, environment: environment, output: .file(name + ".out"),
            errors: .file(name + ".err"))
        let ending = try child.wait(seconds: secondsMax)
        return Finished(
            ending: ending, output: try Self.text(name + ".out"),
            errors: try Self.text(name + ".err"))
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    /// Runs a command that prints one JSON object, whatever its exit code.
    func json<Value: Decodable>(_ arguments: [String], as type: Value.Type) throws -> Value {
        let finished = try run(arguments + ["--json"])
        do {
            return try JSONDecoder().decode(type, from: Data(finished.output.utf8))
        } catch {
            throw HarnessError(
                "`grok \(arguments.joined(separator: " "))` ended with \(finished.ending.text) "
                    + "and printed no such JSON: \(finished.output.suffix(200)) "
                    + "\(finished.errors.suffix(400))")
        }
    }
}
