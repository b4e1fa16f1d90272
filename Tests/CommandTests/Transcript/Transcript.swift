/// Commands with what they must print and how they must end, read from a file.
struct Transcript: Sendable, Equatable {
    /// The file's name without its extension.
    let name: String
    /// Where the file is; what is recorded goes there.
    let path: String
    /// The file's lines.
    let lines: [String]
    let steps: [Step]
    /// How long each command may take.
    let secondsMax: Int

    struct Step: Sendable, Equatable {
        let action: Action
        let output: [ExpectedLine]
        let errors: [ExpectedLine]
        /// The index of the line that begins the step.
        let line: Int
        /// The indices of the lines that say what is expected, up to the one that ends the step.
        let expectation: Range<Int>
    }

    enum Action: Sendable, Equatable {
        /// A command that must end with this exit code.
        case run(command: String, status: Int32)
        /// A command that runs until it is stopped, under this name; the next step begins when it
        /// has printed what is expected.
        case start(name: String, command: String)
        /// Sends a signal to a command that was started, and waits for its end.
        case stop(name: String, signal: String)
    }
}

/// A line that a command must print.
struct ExpectedLine: Sendable, Equatable {
    var text: String
    /// Lines marked so that follow each other may come in any order.
    var isUnordered = false

    /// Stands for any number of lines, also none.
    var isAnyLines: Bool { text == "<lines>" }
}

/// A file that is not a transcript, with the number of the line that is wrong.
struct TranscriptError: Error, Equatable, CustomStringConvertible {
    let line: Int
    let message: String

    var description: String { "line \(line): \(message)" }
}
