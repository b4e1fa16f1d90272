internal import ArgumentParser
internal import Ledger

/// A time that a user gives: a day, or a day with a time, in UTC unless it says otherwise.
struct TimeBound: ExpressibleByArgument {
    /// Since 1970 UTC.
    let microseconds: Int64

    var timestamp: Timestamp { Timestamp(microseconds: microseconds) }

    /// What can be given, for the help.
    static let form = "a day or a time such as 2026-11-22 or 2026-11-22T12:34:56Z"

    init?(argument: String) {
        guard let match = argument.wholeMatch(of: #/(\d{4})-(\d{2})-(\d{2})(?:[T ](.+))?/#),
            let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let midnight = Self.days(year, month, day) * 86_400_000_000
        // There is no 31st of February: it would be another day.
        guard CivilTime(microseconds: midnight).date == argument.prefix(10),
            let time = Self.microseconds(match.4 ?? "00:00")
        else { return nil }
        microseconds = midnight + time
    }

    /// Microseconds of a time of day in UTC; less than none, or more than a day has, if its zone
    /// makes another day of it.
    private static func microseconds(_ text: Substring) -> Int64? {
        let pattern = #/(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:\d{2})?/#
        guard let match = text.wholeMatch(of: pattern), let hour = Int64(match.1),
            let minute = Int64(match.2), hour < 24, minute < 60
        else { return nil }
        let second = match.3.flatMap { Int64($0) } ?? 0
        let decimals = match.4 ?? ""
        let fraction = Int64(decimals + String(repeating: "0", count: 6 - decimals.count)) ?? 0
        guard second < 60 else { return nil }
        let seconds = hour * 3_600 + minute * 60 + second - offset(match.5)
        return seconds * 1_000_000 + fraction
    }

    /// Seconds that a place is ahead of UTC.
    private static func offset(_ zone: Substring?) -> Int64 {
        guard let zone, zone != "Z", let hours = Int64(zone.dropFirst().prefix(2)),
            let minutes = Int64(zone.suffix(2))
        else { return 0 }
        return (hours * 3_600 + minutes * 60) * (zone.hasPrefix("-") ? -1 : 1)
    }

    /// Days since 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// days_from_civil).
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
