import Foundation
import TestSupport
import Testing

@Suite("The commands in the documents")
struct DocumentedCommandTests {
    /// What follows `grok` in code of a document: words, then options and arguments.
    static func commands(in text: String) -> [String] {
        text.replacing(#/\s*\\\n\s*/#, with: " ")
            .matches(of: #/(?:^|\n|`|\$ |\| )\s*(?:Tools/)?grok ([a-z][^`\n|>&#;]*)/#)
            .map { String($0.1).trimmingCharacters(in: .whitespaces) }
    }

    @Test("Commands are found in blocks and in sentences")
    func finding() {
        let text = """
            Run `grok ledger cost --json`, or:

                Tools/grok orchestrate run "x" \\
                    --simulate | cat
                $ grok stats > a
            A grok is understood.
            """
        #expect(
            Self.commands(in: text) == [
                "ledger cost --json", "orchestrate run \"x\" --simulate", "stats",
            ])
    }

    @Test(
        "Every command and every option that a document shows exists",
        arguments: ["README.md", "CHANGELOG.md"])
    func commandsExist(document: String) async throws {
        let sandbox = try Sandbox(binary: ProgramUnderTest.path)
        let commands = Self.commands(in: try TranscriptFiles.text(document))
        #expect(!commands.isEmpty)
        for command in commands {
            let words = command.split(separator: " ").prefix { $0.allSatisfy(\.isLetter) }
            let help = try await Foreground.run(
                "grok \(words.joined(separator: " ")) --help", in: sandbox, secondsMax: 60)
            let text = help.output.joined(separator: "\n")
            let usage = help.output.first { $0.hasPrefix("USAGE: ") } ?? ""
            let path = usage.split(separator: " ").dropFirst(2).prefix { $0.allSatisfy(\.isLetter) }
            #expect(help.status == 0 && !path.isEmpty, "\(document): grok \(command)")
            #expect(words.starts(with: path), "\(document): grok \(command)")
            let isGroup = usage.contains("<subcommand>")
            #expect(!isGroup || path.count == words.count, "\(document): grok \(command)")
            for option in command.matches(of: #/(?:^| )(--[a-z][a-z-]*)/#) {
                #expect(text.contains(option.1), "\(document): \(option.1) in grok \(command)")
            }
        }
        try sandbox.remove()
    }
}
