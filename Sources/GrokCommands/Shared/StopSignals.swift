internal import Agents
@preconcurrency internal import Dispatch
internal import Foundation

/// The first signal that asks the program to end. From its making on the signals no longer end the
/// process.
final class StopSignals: Sendable {
    private let signals: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (signals, continuation) = AsyncStream<Int32>.makeStream()
        self.signals = signals
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }

    /// Waits for the next signal.
    func next() async -> Int32 {
        await signals.first { _ in true } ?? SIGTERM
    }
}

extension StopSignals {
    /// Stops `agent` on the first signal, and at once on Ctrl-C after it, until the returned task
    /// is cancelled. Whoever ends programs often sends several signals: only Ctrl-C is impatience.
    static func stop(_ agent: SuperAgent, graceMs: Int64) -> Task<Void, Never> {
        let signals = StopSignals()
        return Task {
            _ = await signals.next()
            if !Task.isCancelled { agent.stop(graceMs: graceMs) }
            while !Task.isCancelled {
                if await signals.next() == SIGINT, !Task.isCancelled { agent.interrupt() }
            }
        }
    }
}
