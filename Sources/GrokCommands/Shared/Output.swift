internal import Foundation

/// The program's two voices: data on standard output, everything else on standard error.
struct Output: Sendable {
    /// Whether standard output and standard error are terminals.
    let isTerminal: Bool
    let errorIsTerminal: Bool
    let usesColor: Bool
    let isQuiet: Bool

    init(_ options: GlobalOptions, _ environment: Environment) {
        isTerminal = isatty(STDOUT_FILENO) == 1
        errorIsTerminal = isatty(STDERR_FILENO) == 1
        let isDumb = environment["TERM"] == "dumb"
        usesColor =
            isTerminal && !options.noColor && environment.nonBlank("NO_COLOR") == nil && !isDumb
        isQuiet = options.quiet
    }

    /// Writes `text` as it is.
    func write(_ text: String) {
        Self.write(text, to: STDOUT_FILENO)
    }

    /// Writes `text` and ends the line.
    func line(_ text: String) {
        write(text + "\n")
    }

    /// Progress: not under `--quiet`.
    func progress(_ text: String) {
        guard !isQuiet else { return }
        Self.write(text + "\n", to: STDERR_FILENO)
    }

    /// Something that the user should know whatever happens.
    static func notice(_ text: String) {
        write("grok: " + text + "\n", to: STDERR_FILENO)
    }

    /// A reader that has gone away is no error: the rest is not written.
    static func write(_ text: String, to file: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(file, rest.baseAddress, rest.count)
                if count < 0 {
                    guard errno == EINTR || errno == EAGAIN else { return }
                    continue
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}
