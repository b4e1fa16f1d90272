internal import Dispatch
internal import Foundation
internal import Synchronization

/// Work that mostly waits for other processes, on threads of its own: a thread that sleeps or waits
/// in the kernel must not occupy one of the few that run asynchronous code.
enum Parallel {
    /// Calls `body` for every item, at most `width` at once, and returns the results in order.
    static func map<Item: Sendable, Output: Sendable>(
        _ items: [Item], width: Int, _ body: @escaping @Sendable (Item) -> Output
    ) -> [Output] {
        let shared = Shared<Output>(count: items.count)
        let threads = DispatchGroup()
        for _ in 0..<min(width, items.count) {
            threads.enter()
            Thread.detachNewThread {
                while let index = shared.take() {
                    let output = body(items[index])
                    shared.put(output, at: index)
                }
                threads.leave()
            }
        }
        threads.wait()
        return shared.results()
    }

    private final class Shared<Output: Sendable>: Sendable {
        private struct State {
            var next = 0
            var outputs: [Output?]
        }
        private let state: Mutex<State>

        init(count: Int) {
            state = Mutex(State(outputs: Array(repeating: nil, count: count)))
        }

        func take() -> Int? {
            state.withLock { state in
                guard state.next < state.outputs.count else { return nil }
                defer { state.next += 1 }
                return state.next
            }
        }

        func put(_ output: Output, at index: Int) {
            state.withLock { $0.outputs[index] = output }
        }

        func results() -> [Output] {
            state.withLock { $0.outputs.compactMap(\.self) }
        }
    }
}
