internal import Ledger

/// Times for people and for scripts, in UTC.
enum Clock {
    /// `12:34:56 UTC`.
    static func time(_ timestamp: Timestamp) -> String {
        CivilTime(timestamp).time() + " UTC"
    }

    /// `2026-11-22 12:34:56`.
    static func dateAndTime(_ timestamp: Timestamp) -> String {
        let civil = CivilTime(timestamp)
        return civil.date + " " + civil.time()
    }

    /// `2026-11-22 12:34:56.789`.
    static func precise(_ timestamp: Timestamp) -> String {
        let civil = CivilTime(timestamp)
        return civil.date + " " + civil.time(decimals: 3)
    }

    /// `2026-11-22T12:34:56.789012Z`, as JSON has it (RFC 3339).
    static func json(_ timestamp: Timestamp) -> String {
        let civil = CivilTime(timestamp)
        return civil.date + "T" + civil.time(decimals: 6) + "Z"
    }
}
