internal import Synchronization

/// Where messages wait until somebody takes all of them at once.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func post(_ message: Message) {
        let waiter = state.withLock { state in
            state.messages.append(message)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// All messages, as soon as there is one; none when `deadline` passes first. For one taker.
    func next(before deadline: ContinuousClock.Instant?) async -> [Message] {
        let timer = deadline.map { deadline in
            Task {
                guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil
                else { return }
                self.wake()
            }
        }
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.messages.isEmpty, deadline.map({ $0 > .now }) ?? true {
                    state.waiter = continuation
                    return false
                }
                return true
            }
            if isReady { continuation.resume() }
        }
        timer?.cancel()
        return state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }

    private func wake() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
