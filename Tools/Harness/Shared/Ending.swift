internal import Glibc

/// How a process ended and what it used.
struct Ending: Sendable {
    /// The exit code; nil when a signal ended it.
    let code: Int32?
    /// The signal that ended it.
    let signal: Int32?
    /// From its start to its end.
    let seconds: Double
    /// Processor time in user and system mode.
    let cpuSeconds: Double
    /// The most memory it had at once. Linux counts what the harness itself had when it started
    /// the process, so a figure below the harness's own is not possible.
    let residentBytesMax: Int

    init(status: Int32, seconds: Double, usage: rusage) {
        let ended = status & 0x7F
        code = ended == 0 ? status >> 8 & 0xFF : nil
        signal = ended == 0 ? nil : ended
        self.seconds = seconds
        cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        residentBytesMax = usage.ru_maxrss * 1_024
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    /// Such as `exit code 1` or `signal 9`.
    var text: String {
        code.map { "exit code \($0)" } ?? "signal \(signal ?? 0)"
    }
}
