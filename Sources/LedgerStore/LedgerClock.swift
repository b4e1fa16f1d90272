internal import Glibc
package import Ledger

/// Where the store reads the time. A value, so that a test can turn the clock.
package struct LedgerClock: Sendable {
    /// Both clocks, read one right after the other. Comparing them shows when the wall clock was
    /// set or the machine slept.
    package struct Reading: Hashable, Sendable {
        package let wall: Timestamp
        /// Microseconds since the machine started, sleep included.
        package let sinceBootMicroseconds: Int64

        package init(wall: Timestamp, sinceBootMicroseconds: Int64) {
            self.wall = wall
            self.sinceBootMicroseconds = sinceBootMicroseconds
        }
    }

    package let read: @Sendable () -> Reading

    package init(read: @escaping @Sendable () -> Reading) {
        self.read = read
    }

    /// The machine's own clocks.
    package static let system = LedgerClock {
        Reading(
            wall: Timestamp(microseconds: microseconds(CLOCK_REALTIME)),
            sinceBootMicroseconds: microseconds(CLOCK_BOOTTIME))
    }

    private static func microseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
