#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The clocks that the client reads, so that a test can make time pass.
struct Clocks: Sendable {
    /// For permits: it goes on while the machine sleeps.
    var now: @Sendable () -> ContinuousClock.Instant
    /// Seconds since 1970, for a `Retry-After` that names a moment.
    var nowSeconds: @Sendable () -> Int64

    static let system = Clocks(
        now: { ContinuousClock.now },
        nowSeconds: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec)
        })
}
