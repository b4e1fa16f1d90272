internal import Synchronization

/// Says how far a long run is.
final class Counter: Sendable {
    private struct State {
        var done = 0
        var violations = 0
        var saidAt = 0.0
    }
    private let total: Int
    private let noun: String
    private let state = Mutex(State())

    init(total: Int, noun: String) {
        self.total = total
        self.noun = noun
    }

    /// One more is done. Said at most once a second, and every ten seconds into a file.
    func add(_ violations: Int) {
        state.withLock { state in
            state.done += 1
            state.violations += violations
            let now = Stopwatch.now()
            guard now - state.saidAt >= (Say.isInteractive ? 1 : 10) else { return }
            state.saidAt = now
            Say.progress(
                "\(state.done) of \(total) \(noun), \(state.violations) violations")
        }
    }
}
