import NIOCore

extension EventLoop {
    /// Waits for an instant of `CLOCK_MONOTONIC`, in microseconds; returns at once if it has
    /// passed. Throws when the task is cancelled.
    ///
    /// The loop's own timer is exact, while a sleeping task may be woken a tenth of its time late.
    func wait(untilMonotonicUs instantUs: Int64) async throws {
        guard instantUs > SimulatorClock.monotonicUs() else { return }
        let deadline = NIODeadline.uptimeNanoseconds(UInt64(instantUs) * 1_000)
        let timer = scheduleTask(deadline: deadline) {}
        try await withTaskCancellationHandler {
            try await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }
}
