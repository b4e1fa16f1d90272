import Foundation
import Testing

/// The shell stands in for the program: these tests say that a transcript can fail.
@Suite("Running transcripts")
struct RunnerTests {
    private func run(
        _ text: String
    ) async throws -> (failures: [TranscriptRunner.Failure], recording: String) {
        try await TranscriptRunner.run(TranscriptParser.parse(text, name: "sample"), binary: nil)
    }

    private func failures(_ text: String) async throws -> [TranscriptRunner.Failure] {
        try await run(text).failures
    }

    @Test("A transcript whose commands do what it says passes")
    func passes() async throws {
        let failures = try await failures(
            """
            $ echo out; echo err >&2; exit 3
            out
            2> err
            [exit 3]

            $ false | true
            [exit 1]

            $ printf 'a\\nb'
            a
            b
            [no newline]
            [exit 0]
            """)
        #expect(failures == [])
    }

    @Test(
        "A wrong expectation fails, with the line of its command",
        arguments: [
            "$ echo a\nb\n[exit 0]", "$ echo a\n[exit 0]", "$ true\na\n[exit 0]",
            "$ echo a >&2\na\n[exit 0]", "$ echo a >&2\n2> b\n[exit 0]", "$ true\n[exit 1]",
            "$ exit 4\n[exit 0]", "$ printf a\na\n[exit 0]", "$ echo a b\n<n> b\n[exit 0]",
            "$ echo 1 2\n<n:x> <n:x>\n[exit 0]", "$ echo <n:never>\n[exit 0]",
        ])
    func wrongExpectation(text: String) async throws {
        let failures = try await failures("# Title.\n\n" + text)
        #expect(!failures.isEmpty)
        #expect(failures.allSatisfy { $0.line == 3 })
    }

    @Test("Each transcript has a fresh home and nothing of the environment around it")
    func environment() async throws {
        let failures = try await failures(
            """
            $ pwd; echo ~; ls -A
            <home>
            <home>
            [exit 0]
            $ env | cut -d= -f1 | sort | xargs
            HOME LC_ALL OLDPWD PATH PWD SHLVL TERM TMPDIR TZ _
            [exit 0]
            $ touch a; read line; echo "$? $line"
            1 
            [exit 0]
            $ ls -A
            a
            [exit 0]
            """)
        #expect(failures == [])
    }

    @Test("A value seen once can be used in a later command")
    func bindings() async throws {
        let failures = try await failures(
            """
            $ echo task 0123456789ab
            task <task:1>
            [exit 0]
            $ echo "<task:1>" | wc -c
            13
            [exit 0]
            $ echo 0123456789ac
            <task:1>
            [exit 0]
            """)
        #expect(failures.map(\.line) == [7])
    }

    @Test("A command in the background runs beside the others until it is stopped")
    func background() async throws {
        let failures = try await failures(
            """
            $&pipe mkfifo in && echo ready at 8080 && cat in && sleep 100
            ready at <port:a>
            [running]
            $ echo hello <port:a> > in
            [exit 0]
            [stop pipe]
            $ pgrep -f "[i]n && sleep 100"
            [exit 1]
            """)
        #expect(failures == [])
    }

    @Test("A command in the background that ends, or prints something else, fails")
    func badBackground() async throws {
        #expect(try await failures("$&a echo x\nx\ny\n[running]").isEmpty == false)
        #expect(try await failures("$&a echo x; cat /dev/zero >/dev/null\ny\n[running]").count == 1)
    }

    @Test("A command that takes too long is ended and fails")
    func limit() async throws {
        let failures = try await failures("[limit 1 s]\n$ sleep 50\n[exit 0]")
        #expect(failures.map(\.line) == [2])
        #expect(failures.first?.message.contains("it took longer than 1 s") == true)
    }

    @Test("A recording passes, keeps what was as expected, and finds what varies")
    func recording() async throws {
        let text = """
            # Title.

            $ echo 'task 0123456789ab took 5 ms'; echo new; echo in ~ >&2; echo 'see \\<task>'
            task <word> took <ms> ms
            gone
            [exit 7]

            # Between.
            $ echo "0123456789ab again"
            [exit 0]
            # End.
            """
        let (failures, recording) = try await run(text)
        #expect(failures.map(\.line) == [3, 3, 3, 9])
        #expect(
            recording == """
                # Title.

                $ echo 'task 0123456789ab took 5 ms'; echo new; echo in ~ >&2; echo 'see \\<task>'
                task <word> took <ms> ms
                new
                see \\<task>
                2> in <home>
                [exit 0]

                # Between.
                $ echo "0123456789ab again"
                <task:1> again
                [exit 0]
                # End.

                """)
        #expect(try await self.failures(recording) == [])
    }
}
