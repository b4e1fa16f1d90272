internal import Glibc

/// The monotonic clock.
enum Stopwatch {
    /// Seconds since some moment before the harness began.
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func sleep(seconds: Double) {
        guard seconds > 0 else { return }
        let fraction = seconds - seconds.rounded(.down)
        var wanted = timespec(tv_sec: Int(seconds), tv_nsec: Int(fraction * 1e9))
        var rest = timespec()
        while nanosleep(&wanted, &rest) != 0, errno == EINTR { wanted = rest }
    }
}
