internal import Dispatch
internal import Synchronization

/// Waits on a thread of one's own for work that is asynchronous.
enum Waiting {
    static func `for`<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        Task.detached {
            let result: Result<Value, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            outcome.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = outcome.withLock({ $0 }) else {
            throw HarnessError("what was waited for has no outcome")
        }
        return try result.get()
    }
}
