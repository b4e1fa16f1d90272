internal import Ledger
internal import LedgerStore
internal import Synchronization

/// A clock that passes a year in so many readings, slower by day than by night and fast over the
/// weekends, because that is when nobody works.
final class YearClock: Sendable {
    /// 1 January 2025, 00:00 UTC, in microseconds.
    static let start: Int64 = 1_735_689_600_000_000
    private static let dayMicroseconds: Int64 = 86_400_000_000
    private static let days: Int64 = 365

    private struct State {
        var generator: SeededGenerator
        var now = YearClock.start
    }
    private let state: Mutex<State>
    private let stepMicroseconds: Double

    /// - Parameter ticks: after how many readings the year is over.
    init(seed: UInt64, ticks: Int) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        stepMicroseconds = Double(Self.days * Self.dayMicroseconds) / Double(ticks)
    }

    /// The time of the last reading.
    var now: Timestamp { state.withLock { Timestamp(microseconds: $0.now) } }

    func read() -> LedgerClock.Reading {
        state.withLock { state in
            let jitter = Double.random(in: 0.2..<1.8, using: &state.generator)
            let step = stepMicroseconds * jitter * Self.pace(state.now)
            state.now += max(1, Int64(step))
            let wall = Timestamp(microseconds: state.now)
            return LedgerClock.Reading(
                wall: wall, sinceBootMicroseconds: state.now - Self.start)
        }
    }

    /// How much longer than on average nothing happens; the mean over a week is near one.
    private static func pace(_ now: Int64) -> Double {
        let day = (now - start) / dayMicroseconds
        let hour = (now - start) % dayMicroseconds / 3_600_000_000
        // 1 January 2025 was a Wednesday.
        let isWeekend = [3, 4].contains(day % 7)
        return (isWeekend ? 2.4 : 0.8) * ((8..<20).contains(hour) ? 0.7 : 1.7)
    }
}
