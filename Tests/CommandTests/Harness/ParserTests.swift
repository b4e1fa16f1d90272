import Testing

@Suite("Reading transcripts")
struct ParserTests {
    private func steps(_ text: String) throws -> [Transcript.Step] {
        try TranscriptParser.parse(text, name: "sample").steps
    }

    private func error(_ text: String) -> TranscriptError? {
        #expect(throws: TranscriptError.self) {
            try TranscriptParser.parse(text, name: "sample")
        }
    }

    @Test("A command has its output, its errors and its exit code")
    func command() throws {
        let steps = try steps(
            """
            # A title.

            $ grok stats | cat
            one

            2> warning
            2~ either
            1> $ two
            [exit 3]
            """)
        #expect(steps.count == 1)
        #expect(steps[0].action == .run(command: "grok stats | cat", status: 3))
        #expect(steps[0].output.map(\.text) == ["one", "", "$ two"])
        #expect(
            steps[0].errors == [
                ExpectedLine(text: "warning"), ExpectedLine(text: "either", isUnordered: true),
            ])
        #expect(steps[0].line == 2)
        #expect(steps[0].expectation == 3..<8)
    }

    @Test("A command may go on over several lines")
    func continuation() throws {
        let steps = try steps("$ cat <<END\n> a\n>\n> END\na\n\n[exit 0]\n")
        #expect(steps[0].action == .run(command: "cat <<END\na\n\nEND", status: 0))
        #expect(steps[0].output.map(\.text) == ["a", ""])
    }

    @Test("A command in the background has a name, and can be stopped by it")
    func background() throws {
        let steps = try steps(
            "$&sim grok simulate --port 0\nat <port:sim>\n[running]\n[stop sim INT]\n")
        #expect(
            steps.map(\.action) == [
                .start(name: "sim", command: "grok simulate --port 0"),
                .stop(name: "sim", signal: "INT"),
            ])
    }

    @Test("The limit of time counts for the whole file")
    func limit() throws {
        let text = "[limit 300 s]\n$ a\n[exit 0]\n"
        #expect(try TranscriptParser.parse(text, name: "").secondsMax == 300)
        #expect(try TranscriptParser.parse("$ a\n[exit 0]", name: "").secondsMax == 120)
    }

    @Test(
        "A transcript that expects nothing fails",
        arguments: [
            ("", 1), ("# only prose\n", 1), ("$ a\n", 1), ("$ a\nout\n", 1),
            ("$ a\n[exit 0]\n$ b\nout\n$ c\n[exit 0]\n", 3), ("$&x a\nout\n", 1),
        ])
    func noExpectation(text: String, line: Int) throws {
        #expect(error(text)?.line == line)
    }

    @Test(
        "What is not understood is refused with the number of the line",
        arguments: [
            ("text\n$ a\n[exit 0]", 1), ("$ a\n[exit 0]\nlate output", 3), ("$ a\n[exit x]", 2),
            ("$& a\n[running]", 1), ("$&x a\n[exit 0]", 2), ("[stop x]", 1),
            ("$&x a\n[running]\n$&x a\n[running]", 3), ("$&x a\n[running]\n[stop x USR1]", 3),
            ("[limit soon]", 1), ("$ a\n[exit 0]\n[limit 0 s]", 3),
        ])
    func refusals(text: String, line: Int) {
        #expect(error(text)?.line == line)
    }
}
