internal import Ledger

/// How many requests an account may start in any window of a given length.
public struct RateLimit: Hashable, Sendable {
    public let requests: Int
    public let windowMs: Int64

    public init(requests: Int, windowMs: Int64) {
        self.requests = requests
        self.windowMs = windowMs
    }

    /// How long a permit is good for: 500 ms, or 2 % of a shorter window than 25 s.
    public var permitMs: Int64 { min(500, max(1, windowMs / 50)) }

    /// From when on `standing` has room for another start: a time at or before `now` if it has
    /// some already.
    ///
    /// The window is longer by the life of a permit, so that the provider's clock, which sees a
    /// request up to that much later than it was granted, never counts one too many. Under
    /// different figures of two processes the smaller number and the longer window hold.
    func roomFrom(_ standing: AccountStanding, now: Timestamp) -> Timestamp {
        var requests = requests
        var length = windowMs + permitMs
        for permit in standing.permits {
            let other = RateLimit(requests: permit.windowRequests, windowMs: permit.windowMs)
            let otherLength = other.windowMs + other.permitMs
            guard permit.startedAt.advanced(milliseconds: otherLength) > now else { continue }
            requests = min(requests, other.requests)
            length = max(length, otherLength)
        }
        let recent = standing.permits.filter {
            $0.startedAt.advanced(milliseconds: length) > now
        }
        guard recent.count >= requests else { return now }
        return recent[recent.count - requests].startedAt.advanced(milliseconds: length)
    }
}
