import Foundation
import TestSupport
import Testing

/// A fresh home with the program under test, in which commands are run.
struct Workplace {
    let sandbox: Sandbox

    /// Makes one, hands it over, and removes it.
    static func with(_ body: (Workplace) async throws -> Void) async throws {
        let binary = ProgramUnderTest.path
        try #require(
            FileManager.default.isExecutableFile(atPath: binary),
            "\(binary) is missing: build it, or set GROK_BINARY to a path from the root")
        let workplace = Workplace(sandbox: try Sandbox(binary: binary))
        do {
            try await body(workplace)
        } catch {
            try workplace.sandbox.remove()
            throw error
        }
        try workplace.sandbox.remove()
    }

    /// Runs a line of bash, which may take a minute.
    func run(_ command: String, secondsMax: Int = 60) async throws -> Foreground.Result {
        let result = try await Foreground.run(command, in: sandbox, secondsMax: secondsMax)
        #expect(!result.tookTooLong, "took longer than \(secondsMax) s: \(command)")
        return result
    }

    /// Runs a line of bash that must succeed, and returns the lines of its output.
    func output(_ command: String, secondsMax: Int = 60) async throws -> [String] {
        let result = try await run(command, secondsMax: secondsMax)
        try #require(
            result.status == 0,
            """
            exit \(result.status): \(command)
            \(result.errors.prefix(20).joined(separator: "\n"))
            """)
        return result.output
    }

    /// The last line of the output of a command that must succeed, as JSON in snake case.
    func json<Value: Decodable>(
        _ type: Value.Type, _ command: String, secondsMax: Int = 60
    ) async throws -> Value {
        let lines = try await output(command, secondsMax: secondsMax)
        let line = try #require(lines.last { $0 != Printed.unfinished })
        return try JSON.decode(type, line)
    }

    /// Runs a command beside `body`, until that returns, and hands over what `address` finds in
    /// the first line in which it finds something.
    func serving(
        _ command: String, secondsMax: Int = 60,
        address: @escaping @Sendable (Substring) -> String?,
        _ body: (String) async throws -> Void
    ) async throws {
        let server = try Background(command, in: sandbox)
        // A line is looked at when it is whole.
        let find = { @Sendable (state: Background.State) in
            [state.output, state.errors].lazy.flatMap { printed in
                let end = printed.lastIndex(of: UInt8(ascii: "\n")) ?? 0
                return String(decoding: printed[..<end], as: UTF8.self).split(separator: "\n")
            }.compactMap(address).first
        }
        let state = await server.wait(secondsMax: secondsMax) { find($0) != nil }
        do {
            let said = String(decoding: (state.output + state.errors).suffix(2_000), as: UTF8.self)
            try await body(try #require(find(state), "\(command) is not ready:\n\(said)"))
        } catch {
            await server.stop(SIGTERM)
            throw error
        }
        await server.stop(SIGTERM)
    }

    /// Serves the simulator beside `body`, which gets its base URL.
    func simulating(_ options: String = "", _ body: (String) async throws -> Void) async throws {
        try await serving("grok simulate --port 0 \(options)") { line in
            line.hasPrefix("http://") && line.hasSuffix("/v1") ? String(line) : nil
        } _: {
            try await body($0)
        }
    }

    /// A file in the home.
    func write(_ name: String, _ text: String) throws {
        try text.write(
            to: sandbox.home.appendingPathComponent(name), atomically: false, encoding: .utf8)
    }
}
