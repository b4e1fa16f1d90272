internal import Ledger

/// Notices when the wall clock jumps against the time that really passes.
struct ClockWatch: Sendable {
    /// Smaller differences are drift and scheduling, not a step.
    static let stepMicrosecondsMin: Int64 = 250_000

    private var last: (wall: Int64, sinceBoot: Int64)?
    /// The steps that other processes have recorded since the last reading.
    private var recorded: Int64 = 0

    /// Another process has noticed a step and recorded it: it must not be recorded again.
    mutating func notedElsewhere(_ step: Int64) {
        recorded += step
    }

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
        let rest = step - self.recorded
        self.recorded = 0
        return abs(step) >= Self.stepMicrosecondsMin && abs(rest) >= Self.stepMicrosecondsMin
            ? rest : nil
    }
}
