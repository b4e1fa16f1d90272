internal import Glibc
internal import Synchronization

/// Reads a pipe line by line, in the thread that asks.
final class LineReader: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var start = 0
        var isAtEnd = false
    }
    private let file: Int32
    private let state = Mutex(State())

    /// Takes over the descriptor.
    init(file: Int32) {
        self.file = file
    }

    deinit { close(file) }

    /// The next line without its end; nil when there are no more.
    func next() -> String? {
        state.withLock { state in
            while true {
                let rest = state.buffer[state.start...]
                if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { state.start = end + 1 }
                    return String(decoding: rest[..<end], as: UTF8.self)
                }
                if state.isAtEnd {
                    guard !rest.isEmpty else { return nil }
                    state.start = state.buffer.count
                    return String(decoding: rest, as: UTF8.self)
                }
                state.buffer.removeFirst(state.start)
                state.start = 0
                fill(&state)
            }
        }
    }

    /// The rest of the lines.
    func rest() -> [String] {
        var lines: [String] = []
        while let line = next() { lines.append(line) }
        return lines
    }

    private func fill(_ state: inout State) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(file, &chunk, chunk.count)
        if count > 0 {
            state.buffer += chunk[..<count]
        } else if count == 0 || errno != EINTR {
            state.isAtEnd = true
        }
    }
}
