internal import Foundation
internal import Synchronization

/// Threads that do nothing but take processor time from others, for a while.
final class Burners: Sendable {
    /// What the program under test and the burners are lowered by, so that the simulator, which
    /// stands for a machine of its own, notes arrivals in time.
    static let prioritySteps: Int32 = 5
    private static let secondsMax = 300.0
    private let isStopped = Atomic(false)

    /// Starts `count` of them, at most 8.
    init(count: Int) {
        let until = Stopwatch.now() + Self.secondsMax
        for _ in 0..<min(count, 8) {
            Thread.detachNewThread { [weak self] in
                // Of this thread alone: Linux counts priorities by thread.
                setpriority(Priority.ofProcess, 0, Self.prioritySteps)
                var value: UInt64 = 1
                while let self, !self.isStopped.load(ordering: .relaxed), Stopwatch.now() < until {
                    for _ in 0..<100_000 { value = value &* 6_364_136_223_846_793_005 &+ 1 }
                    withExtendedLifetime(value) {}
                }
            }
        }
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    deinit { stop() }
}
