internal import Foundation

/// What the harness says: its report on standard output, progress on standard error.
enum Say {
    static func line(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    /// Whether somebody watches the progress on a terminal.
    static let isInteractive = isatty(STDERR_FILENO) == 1

    /// Progress; on a terminal the next one takes its place.
    static func progress(_ text: String) {
        write(isInteractive ? "\r\u{1B}[K" + text : text + "\n", to: STDERR_FILENO)
    }

    /// Takes the last progress away from a terminal.
    static func endProgress() {
        if isInteractive { write("\r\u{1B}[K", to: STDERR_FILENO) }
    }

    static func error(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    private static func write(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
