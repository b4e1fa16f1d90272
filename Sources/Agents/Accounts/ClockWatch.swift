internal import Ledger

/// Notices when the wall clock jumps against the time that really passes.
struct ClockWatch: Sendable {
    /// Smaller differences are drift and scheduling, not a step.
    static let stepMicrosecondsMin: Int64 = 250_000

    private var last: (wall: Int64, sinceBoot: Int64)?

    /// The step since the last reading, or since `recorded` for the first one: whatever is dated
    /// later than now was recorded under another clock. Nil when there was none.
    mutating func step(
        now: Timestamp, sinceBootMicroseconds: Int64, lastRecorded recorded: Timestamp
    ) -> Int64? {
        let reading = (wall: now.microseconds, sinceBoot: sinceBootMicroseconds)
        let step: Int64
        if let last {
            step = (reading.wall - last.wall) - (reading.sinceBoot - last.sinceBoot)
        } else {
            step = min(0, reading.wall - recorded.microseconds)
        }
        last = reading
        return abs(step) >= Self.stepMicrosecondsMin ? step : nil
    }
}
