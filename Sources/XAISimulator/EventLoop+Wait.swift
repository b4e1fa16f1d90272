import NIOCore

extension EventLoop {
    /// Waits on the loop's own timer, which is exact to the millisecond; a sleeping task may be
    /// woken a tenth of its time late. Throws when the task is cancelled.
    func wait(ms: Int) async throws {
        let timer = scheduleTask(in: .milliseconds(Int64(ms))) {}
        try await withTaskCancellationHandler {
            try await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }
}
