internal import ArgumentParser
internal import Foundation
internal import XAI

/// The program as a function: from its arguments to its exit code.
public enum GrokProgram {
    /// A harness that must show what it can find sets others.
    @TaskLocal package static var seams = ProgramSeams()

    /// Runs `grok` with `arguments` (without the program's name). Returns the exit code.
    public static func run(_ arguments: [String]) async -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Grok.parseAsRoot(GlobalFlags.moved(arguments))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return ExitReason.done.rawValue
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        if let exit = error as? ExitCode { return exit.rawValue }
        let code = Grok.exitCode(for: error).rawValue
        if code == ExitReason.done.rawValue {
            // `--help` and `--version` come as errors, too.
            Output.write(Grok.fullMessage(for: error) + "\n", to: STDOUT_FILENO)
            return code
        }
        if code == ExitReason.usage.rawValue {
            Output.notice(withoutKeys(Grok.message(for: error)))
            return code
        }
        let failure = commandFailure(error)
        Output.notice(withoutKeys(failure.sentence))
        return failure.reason.rawValue
    }

    /// A sentence may repeat what was typed, and somebody may have typed a key in the wrong place.
    private static func withoutKeys(_ sentence: String) -> String {
        let settings = try? AccountSettings(.current, simulated: false)
        return Credential.remove(settings?.entries.map(\.credential) ?? [], from: sentence)
    }
}

/// Global options may stand before the subcommand, too.
enum GlobalFlags {
    private static let flags: Set<String> = ["--simulate", "--json", "--quiet", "--no-color"]

    /// The groups within a group.
    private static let nested: Set<String> = ["plan", "prompt"]

    /// `arguments` with the global options in front of the first subcommand moved behind it.
    static func moved(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if flags.contains(first) || first.hasPrefix("--home=") {
                leading.append(first)
                rest = rest.dropFirst()
            } else if first == "--home", rest.count > 1 {
                leading += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        guard !leading.isEmpty, !rest.isEmpty else { return arguments }
        // The groups take no options of their own: behind all words.
        let isNested = rest.dropFirst().first.map(nested.contains) ?? false
        let words = rest.first == "simulate" ? 1 : min(isNested ? 3 : 2, rest.count)
        return Array(rest.prefix(words)) + leading + rest.dropFirst(words)
    }
}
