/// Reads a transcript. The form is described in `Transcripts/README.md`.
struct TranscriptParser {
    private let lines: [String]
    private var index = 0
    private var secondsMax = 120
    private var running: Set<String> = []

    static func parse(_ text: String, name: String, path: String = "") throws(TranscriptError)
        -> Transcript
    {
        var parser = TranscriptParser(text)
        let steps = try parser.parseSteps()
        guard !steps.isEmpty else {
            throw TranscriptError(line: 1, message: "there is no command")
        }
        return Transcript(
            name: name, path: path, lines: parser.lines, steps: steps,
            secondsMax: parser.secondsMax)
    }

    private init(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        self.lines = lines
    }

    private mutating func parseSteps() throws(TranscriptError) -> [Transcript.Step] {
        var steps: [Transcript.Step] = []
        while index < lines.count {
            let line = lines[index]
            if line.hasPrefix("$ ") || line.hasPrefix("$&") {
                steps.append(try parseCommand())
            } else if line.hasPrefix("[stop") {
                steps.append(try parseStop())
            } else if line.hasPrefix("[limit ") {
                secondsMax = try parseLimit()
            } else if line.isEmpty || line.hasPrefix("#") {
                index += 1
            } else {
                throw error("outside of a command, lines are empty or begin with #")
            }
        }
        return steps
    }

    private mutating func parseCommand() throws(TranscriptError) -> Transcript.Step {
        let first = index
        var command = lines[index]
        let name = try backgroundName(command)
        command = String(command.drop { $0 != " " }.dropFirst())
        index += 1
        while index < lines.count, lines[index].hasPrefix("> ") || lines[index] == ">" {
            command += "\n" + lines[index].dropFirst(2)
            index += 1
        }
        let expectation = index
        var output: [ExpectedLine] = []
        var errors: [ExpectedLine] = []
        while true {
            guard index < lines.count, !lines[index].hasPrefix("$ "), !lines[index].hasPrefix("$&")
            else {
                throw TranscriptError(
                    line: first + 1,
                    message: "the command has no expectation: end it with [exit N] or [running]")
            }
            let line = lines[index]
            if let action = try end(line, command: command, name: name) {
                index += 1
                return Transcript.Step(
                    action: action, output: output, errors: errors, line: first,
                    expectation: expectation..<(index - 1))
            }
            switch line.prefix(3) {
            case "2> ", "2~ ": errors.append(Self.expected(line))
            case "1> ", "1~ ": output.append(Self.expected(line))
            default: output.append(ExpectedLine(text: line))
            }
            index += 1
        }
    }

    private static func expected(_ line: String) -> ExpectedLine {
        ExpectedLine(text: String(line.dropFirst(3)), isUnordered: line.dropFirst().first == "~")
    }

    /// The name of `$&name command`; nil for a command that is waited for.
    private mutating func backgroundName(_ line: String) throws(TranscriptError) -> String? {
        guard line.hasPrefix("$&") else { return nil }
        let name = String(line.dropFirst(2).prefix { $0 != " " })
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            throw error("a command in the background has a name: $&name command")
        }
        guard running.insert(name).inserted else { throw error("'\(name)' is running already") }
        return name
    }

    /// What the step does, if this line ends it.
    private func end(
        _ line: String, command: String, name: String?
    ) throws(TranscriptError) -> Transcript.Action? {
        if line == "[running]", let name { return .start(name: name, command: command) }
        guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return nil }
        guard name == nil, let status = Int32(line.dropFirst(6).dropLast()) else {
            throw error("a command ends with [exit N], one in the background with [running]")
        }
        return .run(command: command, status: status)
    }

    private mutating func parseStop() throws(TranscriptError) -> Transcript.Step {
        let words = lines[index].dropFirst().dropLast().split(separator: " ").map(String.init)
        guard lines[index].hasSuffix("]"), (2...3).contains(words.count) else {
            throw error("stop is [stop name] or [stop name SIGNAL]")
        }
        guard running.remove(words[1]) != nil else { throw error("'\(words[1])' is not running") }
        let signal = words.count == 3 ? words[2] : "TERM"
        guard ["TERM", "INT", "KILL", "HUP"].contains(signal) else {
            throw error("the signal is TERM, INT, KILL or HUP")
        }
        let first = index
        index += 1
        return Transcript.Step(
            action: .stop(name: words[1], signal: signal), output: [], errors: [], line: first,
            expectation: index..<index)
    }

    private mutating func parseLimit() throws(TranscriptError) -> Int {
        let words = lines[index].dropFirst().dropLast().split(separator: " ")
        guard words.count == 3, words[2] == "s", let seconds = Int(words[1]), seconds > 0 else {
            throw error("a limit is [limit N s]")
        }
        index += 1
        return seconds
    }

    private func error(_ message: String) -> TranscriptError {
        TranscriptError(line: index + 1, message: message)
    }
}
