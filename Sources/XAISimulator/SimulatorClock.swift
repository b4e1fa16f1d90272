#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The two clocks of the request log, in microseconds.
enum SimulatorClock {
    /// Since 1970, UTC; may step.
    static func wallUs() -> Int64 {
        read(CLOCK_REALTIME)
    }

    /// `CLOCK_MONOTONIC`: the same line for every process of this machine, so a client's own
    /// reading can be compared with the simulator's.
    static func monotonicUs() -> Int64 {
        read(CLOCK_MONOTONIC)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var reading = timespec()
        clock_gettime(clock, &reading)
        return Int64(reading.tv_sec) * 1_000_000 + Int64(reading.tv_nsec) / 1_000
    }
}
