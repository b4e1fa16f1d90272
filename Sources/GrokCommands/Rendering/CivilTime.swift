internal import Ledger

/// A reading of the clock as year, month, day and time of day in UTC. Calculated here because a
/// formatter is too slow for a line of each of a million events.
struct CivilTime: Equatable {
    let year: Int64
    let month: Int64
    let day: Int64
    /// Microseconds since midnight.
    let microsecondOfDay: Int64

    private static let microsecondsPerDay: Int64 = 86_400_000_000

    init(_ timestamp: Timestamp) {
        self.init(microseconds: timestamp.microseconds)
    }

    /// - Parameter microseconds: Since 1970 UTC; negative before.
    init(microseconds: Int64) {
        var days = microseconds / Self.microsecondsPerDay
        var rest = microseconds % Self.microsecondsPerDay
        if rest < 0 {
            rest += Self.microsecondsPerDay
            days -= 1
        }
        microsecondOfDay = rest
        // The proleptic Gregorian calendar in eras of 400 years that begin on the 1st of March
        // (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `2026-11-22`.
    var date: String {
        Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    }

    /// `12:34:56`, with as many decimals of the second as asked for, cut and not rounded.
    func time(decimals: Int = 0) -> String {
        let seconds = microsecondOfDay / 1_000_000
        let whole = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
            .map { Self.padded($0, 2) }.joined(separator: ":")
        guard decimals > 0 else { return whole }
        return whole + "." + Self.padded(microsecondOfDay % 1_000_000, 6).prefix(decimals)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
