internal import Dispatch
internal import Synchronization

/// Asynchronous work for who cannot wait asynchronously. Only on a thread that may block: the
/// main one or one of ``Parallel``.
enum Blocking {
    private final class Box<Result: Sendable>: Sendable {
        let value = Mutex<Result?>(nil)
    }

    static func run<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) -> Result {
        let box = Box<Result>()
        let isOver = DispatchSemaphore(value: 0)
        // What blocks must not wait for a thread of those it blocks.
        Task.detached {
            let result = await body()
            box.value.withLock { $0 = result }
            isOver.signal()
        }
        isOver.wait()
        guard let result = box.value.withLock({ $0 }) else {
            preconditionFailure("the work ended without a result")
        }
        return result
    }
}
