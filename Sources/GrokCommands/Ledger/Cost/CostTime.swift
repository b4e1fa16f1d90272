internal import Ledger
internal import LedgerStore
internal import Projections

/// A bound of a report as a user gives it: by the clock of the place that the report is for, unless
/// it says another.
enum CostTime {
    static let form = "today, yesterday, or \(TimeBound.form)"

    static var now: Int64 { LedgerClock.system.read().wall.microseconds }

    /// Nil if `text` is no time.
    static func microseconds(_ text: String, in zone: LocalZone, now: Int64) -> Int64? {
        switch text {
        case "today": return CostSpan(count: 1, unit: .day).start(now: now, in: zone)
        case "yesterday": return CostSpan(count: 2, unit: .day).start(now: now, in: zone)
        default: break
        }
        guard let time = TimeBound(argument: text)?.microseconds else { return nil }
        let saysZone = text.wholeMatch(of: #/.*[T ].*(?:Z|[+-]\d{2}:\d{2})/#) != nil
        return saysZone ? time : zone.instant(ofLocal: time)
    }
}

/// So many hours, days, weeks or months, the last of them the one under way.
struct CostSpan: Equatable {
    enum Unit: Character {
        case hour = "h"
        case day = "d"
        case week = "w"
        case month = "m"
    }

    let count: Int64
    let unit: Unit

    init(count: Int64, unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// From `7d`; nil if it is none.
    init?(_ text: String) {
        guard let last = text.last, let unit = Unit(rawValue: last),
            text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = Int64(text.dropLast()), (1...1_000).contains(count)
        else { return nil }
        self.init(count: count, unit: unit)
    }

    /// The first moment of the first of them.
    func start(now: Int64, in zone: LocalZone) -> Int64 {
        let offset = zone.offset(at: now)
        let hour: Int64 = 3_600_000_000
        let day = 24 * hour
        let local = now + offset
        let civil = CivilTime(microseconds: local)
        let midnight = local - civil.microsecondOfDay
        switch unit {
        case .hour: return local - civil.microsecondOfDay % hour - (count - 1) * hour - offset
        case .day: return zone.instant(ofLocal: midnight - (count - 1) * day)
        case .week:
            // The 1st of January 1970 was a Thursday.
            let weekday = (midnight / day + 3) % 7
            return zone.instant(ofLocal: midnight - (weekday + 7 * (count - 1)) * day)
        case .month:
            let months = civil.year * 12 + civil.month - count
            let (year, month) = (months / 12, months % 12 + 1)
            let digits = String(year * 100 + month)
            let first = TimeBound(argument: "\(digits.prefix(4))-\(digits.suffix(2))-01")
            return zone.instant(ofLocal: first?.microseconds ?? midnight)
        }
    }
}
