internal import Ledger

/// How many requests an account may start in any window of a given length: at least one, in at
/// most ``Limits/windowMsMax``.
public struct RateLimit: Hashable, Sendable {
    public let requests: Int
    public let windowMs: Int64

    public init(requests: Int, windowMs: Int64) {
        self.requests = max(requests, 1)
        self.windowMs = windowMs
    }

    /// How long a request may plausibly be on its way, in milliseconds.
    static let transitMsMax: Int64 = 500

    /// How long a permit is good for: 500 ms, or 2 % of a shorter window than 25 s.
    public var permitMs: Int64 { min(500, max(1, windowMs / 50)) }

    /// How long a permit counts: the window, and the life of a permit more, so that the provider's
    /// clock, which sees a request up to that much later than it was granted, never counts one too
    /// many.
    private var lengthMs: Int64 { windowMs + permitMs }

    /// From when on there is room for another start beside `permits`: exactly then and not before,
    /// if nothing else happens; `now` if there is some already.
    func roomFrom(_ permits: [AccountStanding.Permit], now: Timestamp) -> Timestamp {
        guard room(permits, now: now) <= 0 else { return now }
        // Room never shrinks by waiting, and changes only when a permit leaves some window.
        let lengths = Set(permits.map { Self(permit: $0).lengthMs } + [lengthMs])
        let longest = lengths.max() ?? lengthMs
        let permits = permits.filter { $0.counts(at: now, in: longest) }
        let times = permits.flatMap { permit in
            lengths.map { permit.startedAt.advanced(milliseconds: $0) }
        }.filter { $0 > now }.sorted()
        var low = 0
        var high = times.count - 1
        while low < high {
            let middle = (low + high) / 2
            if room(permits, now: times[middle]) > 0 { high = middle } else { low = middle + 1 }
        }
        return times.isEmpty ? now : times[low]
    }

    /// How many attempts there is room for beside `permits` at `now`; less than nothing under
    /// stricter figures than those of before. Under different figures of two processes the smaller
    /// number and the longer window hold.
    func room(_ permits: [AccountStanding.Permit], now: Timestamp) -> Int {
        var requests = requests
        var lengthMs = lengthMs
        for permit in permits {
            let other = Self(permit: permit)
            guard permit.counts(at: now, in: other.lengthMs) else { continue }
            requests = min(requests, other.requests)
            lengthMs = max(lengthMs, other.lengthMs)
        }
        return requests - permits.count { $0.counts(at: now, in: lengthMs) }
    }

    /// How many of `permits` are in this window, whatever other processes count.
    func requests(in permits: [AccountStanding.Permit], now: Timestamp) -> Int {
        permits.count { $0.counts(at: now, in: lengthMs) }
    }

    private init(permit: AccountStanding.Permit) {
        self.init(requests: permit.windowRequests, windowMs: permit.windowMs)
    }
}

extension AccountStanding.Permit {
    fileprivate func counts(at now: Timestamp, in lengthMs: Int64) -> Bool {
        startedAt.advanced(milliseconds: lengthMs) > now
    }
}
