import Foundation
import TestSupport
import Testing

/// Whoever sits at a terminal is asked there; whoever does not is never kept waiting.
@Suite("Being asked before a plan is paid for")
struct ConfirmationTests {
    private let terminal = "python3 \(Parts.file("terminal.py")) 'Type yes: '"
    private let run = "grok orchestrate run 'Design a REST API' --simulate --confirm --home books"

    private struct Shown: Decodable {
        let status: String
        let statusText: String
        let resumptions: Int
        let attempts: [Attempt]

        struct Attempt: Decodable {
            let kind: String
        }
    }

    private func show(_ place: Workplace) async throws -> Shown {
        try await place.json(
            Shown.self, "grok orchestrate show latest --simulate --json --home books")
    }

    @Test("Who answers yes on a terminal gets the run, and the approval is on record")
    func yes() async throws {
        try await Workplace.with { place in
            let shown = try await place.output("\(terminal) 'yes\\n' \(run)")
                .joined(separator: "\n")
            #expect(shown.contains("Carry this plan out? Type yes: "))
            #expect(shown.contains("Critical path:"))
            #expect(shown.contains("Success:        yes"))
            let task = try await show(place)
            #expect(task.status == "succeeded")
            #expect(task.resumptions == 1)
        }
    }

    @Test(
        "Who answers no, or nothing but Ctrl-C, has paid for the plan alone; it can be approved",
        arguments: [("no\\n", Int32(75)), ("\\x03", 130)])
    func no(answer: String, status: Int32) async throws {
        try await Workplace.with { place in
            let result = try await place.run("\(terminal) '\(answer)' \(run)")
            #expect(result.status == status)
            let task = try await show(place)
            #expect(task.status == "paused")
            #expect(task.statusText == "paused: awaiting approval of its plan")
            #expect(task.attempts.map(\.kind) == ["decomposition"])
            _ = try await place.output(
                "grok orchestrate approve latest --simulate --quiet --home books")
            #expect(try await show(place).status == "succeeded")
        }
    }

    @Test("Without a terminal nobody is asked, whatever the options say")
    func pipe() async throws {
        try await Workplace.with { place in
            let result = try await place.run("\(run) --confirm-above 0.01 < /dev/null")
            #expect(result.status == 0)
            #expect(result.errors.contains { $0.hasPrefix("grok: the plan may cost $") })
            #expect(!result.errors.contains { $0.contains("Type yes") })
            #expect(try await show(place).resumptions == 0)
        }
    }

    @Test("On a terminal a plan within --confirm-above is carried out unasked")
    func below() async throws {
        try await Workplace.with { place in
            let cheap =
                "grok orchestrate run 'Design a REST API' --simulate --confirm-above 1000 "
                + "--home books"
            let shown = try await place.output("\(terminal) 'no\\n' \(cheap)")
                .joined(separator: "\n")
            #expect(!shown.contains("Type yes"))
            #expect(shown.contains("Success:        yes"))
        }
    }
}
