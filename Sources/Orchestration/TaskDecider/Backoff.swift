internal import Ledger

/// Waiting times that grow: 2, 4, 8 … s and at most 30, less up to a quarter. The jitter comes from
/// the attempt's id, so that the same history always waits the same time.
enum Backoff {
    static let firstMs: Int64 = 2_000
    static let maxMs: Int64 = 30_000

    /// The delay after the `failures`-th failure in a row, from 1.
    static func delayMs(failures: Int, attempt: EventID, firstMs: Int64 = firstMs) -> Int64 {
        let doublings = min(max(failures, 1) - 1, 16)
        return jittered(min(firstMs << Int64(doublings), maxMs), attempt: attempt)
    }

    /// The time that the provider asked for with `Retry-After`, in full.
    static func asked(_ retryAfterMs: Int64?) -> Int64 {
        min(max(retryAfterMs ?? 0, 0), Limits.retryAfterMsMax)
    }

    /// `delayMs` less up to a quarter of it.
    static func jittered(_ delayMs: Int64, attempt: EventID) -> Int64 {
        let quarter = max(delayMs / 4, 1)
        return delayMs - Int64(attempt.low % UInt64(quarter))
    }
}
