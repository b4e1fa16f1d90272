internal import Ledger
internal import LedgerStore
internal import Orchestration

extension SuperAgent {
    /// When the wall clock was set: whatever waits for a time keeps its length, and the step is
    /// recorded, so that windows and cool-downs keep theirs.
    ///
    /// Waiting needs this most, because nothing else is recorded meanwhile.
    func noticeClockStep() async throws {
        let reading = identifiers.clock.read()
        guard
            let step = clockWatch.step(
                now: reading.wall, sinceBootMicroseconds: reading.sinceBootMicroseconds,
                lastRecorded: reading.wall)
        else { return }
        report.shiftWaits(by: step)
        waitUntil = nil
        lookedAt = nil
        waitingSince = waitingSince.map { Timestamp(microseconds: $0.microseconds + step) }
        _ = try await record(Batch(), [], within: budget(report.state))
    }
}
