import Foundation
import TestSupport

/// Runs a transcript's commands in a fresh home and compares what they print.
struct TranscriptRunner {
    struct Failure: Equatable, CustomStringConvertible {
        /// 1 for the first line of the file.
        let line: Int
        let message: String

        var description: String { "line \(line): \(message)" }
    }

    private let transcript: Transcript
    private let sandbox: Sandbox
    private var bindings: Bindings
    private var running: [String: Background] = [:]
    private var failures: [Failure] = []
    private var recorder: Recorder

    /// - Parameter binary: The program under test; nil if the transcript only uses the shell.
    /// - Returns: What was not as expected, and the file as it would have to be for it to be.
    static func run(
        _ transcript: Transcript, binary: String?
    ) async throws -> (failures: [Failure], recording: String) {
        let sandbox = try Sandbox(binary: binary)
        var runner = TranscriptRunner(transcript, sandbox)
        do {
            for step in transcript.steps { try await runner.perform(step) }
        } catch {
            await runner.stopAll()
            try sandbox.remove()
            throw error
        }
        await runner.stopAll()
        try sandbox.remove()
        return (runner.failures, runner.recorder.text)
    }

    private init(_ transcript: Transcript, _ sandbox: Sandbox) {
        self.transcript = transcript
        self.sandbox = sandbox
        bindings = Placeholder("home").map { [$0: sandbox.home.path] } ?? [:]
        recorder = Recorder(transcript)
    }

    private mutating func perform(_ step: Transcript.Step) async throws {
        switch step.action {
        case .run(let command, let status):
            guard let command = filled(command, step) else { return }
            let result = try await Foreground.run(
                command, in: sandbox, secondsMax: transcript.secondsMax)
            if result.tookTooLong {
                fail(step, "it took longer than \(transcript.secondsMax) s")
            } else if result.status != status {
                fail(step, "exit \(status) was expected, and it was \(result.status)")
            }
            compare(step, result.output, result.errors, ending: "[exit \(result.status)]")
        case .start(let name, let command):
            guard let command = filled(command, step) else { return }
            try await start(name, command, step)
        case .stop(let name, let signal):
            let numbers = ["TERM": SIGTERM, "INT": SIGINT, "KILL": SIGKILL, "HUP": SIGHUP]
            await running.removeValue(forKey: name)?.stop(numbers[signal] ?? SIGTERM)
        }
    }

    private mutating func start(
        _ name: String, _ command: String, _ step: Transcript.Step
    ) async throws {
        let background = try Background(command, in: sandbox)
        running[name] = background
        let errorLines = step.errors.count
        // One that nothing is expected of yet is recorded once it has said something.
        let outputLines = errorLines == 0 ? max(1, step.output.count) : step.output.count
        let state = await background.wait(secondsMax: transcript.secondsMax) {
            Self.count($0.output) >= outputLines && Self.count($0.errors) >= errorLines
        }
        if let status = state.status { fail(step, "it has ended already, with exit \(status)") }
        compare(
            step, Self.first(outputLines, state.output), Self.first(errorLines, state.errors),
            ending: "[running]")
    }

    /// The number of whole lines.
    private static func count(_ bytes: [UInt8]) -> Int {
        bytes.count { $0 == UInt8(ascii: "\n") }
    }

    private static func first(_ count: Int, _ bytes: [UInt8]) -> [String] {
        Array(Printed.lines(bytes).prefix(count))
    }

    /// The command with the values of its placeholders.
    private mutating func filled(_ command: String, _ step: Transcript.Step) -> String? {
        guard let text = LinePattern(command).filled(bindings) else {
            fail(step, "a placeholder in the command has no value yet")
            return nil
        }
        return text
    }

    private mutating func compare(
        _ step: Transcript.Step, _ output: [String], _ errors: [String], ending: String
    ) {
        let before = bindings
        for (name, expected, actual) in [
            ("stdout", step.output, output), ("stderr", step.errors, errors),
        ] {
            if let after = LineMatcher.match(expected[...], actual[...], bindings) {
                bindings = after
            } else {
                let aligned = LineMatcher.align(expected, actual, bindings)
                let difference = LineMatcher.difference(aligned)
                fail(step, "\(name) is not as expected (- expected, + printed):\n\(difference)")
                bindings = LineMatcher.bindings(aligned, bindings)
            }
        }
        recorder.record(step, output, errors, ending: ending, before: before, after: &bindings)
    }

    private mutating func fail(_ step: Transcript.Step, _ message: String) {
        let command = transcript.lines[step.line]
        failures.append(Failure(line: step.line + 1, message: "\(command)\n\(message)"))
    }

    private mutating func stopAll() async {
        for background in running.values { await background.stop(SIGTERM) }
        running = [:]
    }
}
