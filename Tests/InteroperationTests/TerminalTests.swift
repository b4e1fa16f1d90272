import Foundation
import TestSupport
import Testing

@Suite("Questions at a terminal")
struct TerminalTests {
    private static let question = "Remove them? Type yes: "

    /// A home with one task whose texts hold a word that is nowhere else.
    private func prepare(_ workplace: Workplace) async throws {
        _ = try await workplace.output(
            "grok orchestrate run 'Pay Rumpelstiltskin' --simulate --quiet")
    }

    /// What stands on the terminal, and the exit code.
    private func redact(
        _ workplace: Workplace, answering answer: String
    ) async throws -> Foreground.Result {
        try await workplace.run(
            "python3 \(Parts.file("terminal.py")) '\(Self.question)' '\(answer)' "
                + "grok ledger redact latest --simulate --reason 'asked to'")
    }

    private func filesWithTheWord(_ workplace: Workplace) async throws -> [String] {
        try await workplace.run("grep -rl Rumpelstiltskin .supergrok").output
    }

    @Test(
        "Whoever answers anything but yes has removed nothing",
        arguments: [#"no\n"#, #"\n"#, #"y\n"#, #"yes please\n"#, #"\x04"#])
    func refusing(answer: String) async throws {
        try await Workplace.with { workplace in
            try await prepare(workplace)
            let before = try await workplace.output("grok ledger log --simulate --json")
            let result = try await redact(workplace, answering: answer)
            #expect(result.status == 1)
            #expect(result.output.contains { $0.contains(Self.question) })
            #expect(result.output.contains { $0.hasSuffix("grok: nothing was removed") })
            #expect(try await workplace.output("grok ledger log --simulate --json") == before)
            #expect(!(try await filesWithTheWord(workplace)).isEmpty)
        }
    }

    @Test(
        "Whoever answers yes, in any case, has seen first what goes, and it is gone",
        arguments: [
            #"yes\n"#, #" YES \n"#,
        ])
    func agreeing(answer: String) async throws {
        try await Workplace.with { workplace in
            try await prepare(workplace)
            let result = try await redact(workplace, answering: answer)
            #expect(result.status == 0, "\(result.output)")
            let said = try #require(
                result.output.firstIndex { $0.contains("will be removed for good") })
            let asked = try #require(
                result.output.firstIndex { $0.contains(Self.question) })
            #expect(said < asked)
            #expect(result.output.last?.contains("removed, recorded at position") ?? false)
            #expect(try await filesWithTheWord(workplace).isEmpty)
            _ = try await workplace.output("grok ledger verify --deep --simulate")
        }
    }

    @Test("Ctrl-C at the question ends it, and nothing is removed")
    func interrupting() async throws {
        try await Workplace.with { workplace in
            try await prepare(workplace)
            let result = try await redact(workplace, answering: #"\x03"#)
            #expect(result.status != 0)
            #expect(!(try await filesWithTheWord(workplace)).isEmpty)
            let events = try await workplace.output(
                "grok ledger log --simulate --type content-redacted --json")
            #expect(events.isEmpty)
        }
    }
}
