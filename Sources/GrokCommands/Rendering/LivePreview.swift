internal import Foundation
internal import Synchronization

/// Shows the final text on the terminal as it arrives. If the report follows on the same terminal,
/// the preview is taken away again, so that the text stands there once.
final class LivePreview: Sendable {
    private struct State {
        var rows = 0
        var column = 0
        var isShowing = false
    }

    private let erases: Bool
    private let columns: Int
    private let rows: Int
    private let state = Mutex(State())

    /// Measures the terminal on standard error.
    init(erases: Bool) {
        self.erases = erases
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        columns = isKnown ? Int(size.ws_col) : 80
        rows = isKnown ? Int(size.ws_row) : 24
    }

    func add(_ text: String) {
        state.withLock { state in
            state.isShowing = true
            Output.write(text, to: STDERR_FILENO)
            for character in text {
                if character.isNewline {
                    state.rows += 1
                    state.column = 0
                } else {
                    state.column += DisplayWidth.of(String(character))
                    if state.column > columns {
                        state.rows += 1
                        state.column = 1
                    }
                }
            }
        }
    }

    func end() {
        state.withLock { state in
            guard state.isShowing else { return }
            state.isShowing = false
            if erases, state.rows < rows - 1 {
                let up = state.rows > 0 ? "\u{1B}[\(state.rows)A" : ""
                Output.write("\r" + up + "\u{1B}[J", to: STDERR_FILENO)
            } else {
                Output.write("\n", to: STDERR_FILENO)
            }
        }
    }
}
