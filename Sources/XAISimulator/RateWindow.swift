/// One team's requests in a sliding window: in no half-open interval as long as the window are
/// there more than the limit.
struct RateWindow: Sendable {
    enum Admission: Sendable, Equatable {
        /// `used` counts this request too.
        case admitted(used: Int)
        /// Over the limit; the oldest request leaves the window after so many microseconds.
        case refused(retryAfterUs: Int64)
    }

    private var arrivals: [Int64] = []
    private var oldest = 0

    /// Takes a request that arrived at a monotonic instant, unless the limit has been reached; a
    /// refused request takes no room.
    mutating func admit(at nowUs: Int64, limit: Int, windowUs: Int64) -> Admission {
        while oldest < arrivals.count, arrivals[oldest] <= nowUs - windowUs { oldest += 1 }
        if oldest > 64, oldest * 2 > arrivals.count {
            arrivals.removeFirst(oldest)
            oldest = 0
        }
        let used = arrivals.count - oldest
        guard used < limit else {
            return .refused(retryAfterUs: arrivals[oldest] + windowUs - nowUs)
        }
        arrivals.append(nowUs)
        return .admitted(used: used + 1)
    }
}
