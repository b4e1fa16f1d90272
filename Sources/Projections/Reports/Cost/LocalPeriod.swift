/// Names the hour, day, week or month of a place that a moment falls into. It remembers the last
/// day's offset, because moments come in their order and a time zone is slow to ask.
struct LocalPeriod {
    private let unit: CostGrouping
    private let zone: LocalZone
    /// The day since 1970 UTC that `offset` holds for; nil for a day on which the clock changes.
    private var day: Int64?
    private var offset: Int64 = 0
    /// Whether an offset was met that is no whole number of quarters of an hour: then a rollup by
    /// quarters cannot tell what belongs where.
    private(set) var isMisaligned = false

    init(_ unit: CostGrouping, _ zone: LocalZone) {
        self.unit = unit
        self.zone = zone
    }

    /// The name, such as `2026-11-22`, `2026-W47`, `2026-11`, or `2026-11-22T13:00+05:45`, and what
    /// orders it among the others: names of hours do not, when the clock goes back.
    mutating func name(_ microseconds: Int64) -> (text: String, order: Int64) {
        move(to: microseconds)
        let local = microseconds + offset
        let localDay = LocalZone.floor(local, LocalZone.microsecondsPerDay)
        let text = SQLTimestamp(microseconds: local).text
        switch unit {
        case .hour:
            let hour = LocalZone.floor(local, 3_600_000_000) * 3_600_000_000 - offset
            return ("\(text.prefix(10))T\(text.dropFirst(11).prefix(2)):00\(offsetText)", hour)
        case .week: return (Self.week(of: localDay), 0)
        case .month: return (String(text.prefix(7)), 0)
        default: return (String(text.prefix(10)), 0)
        }
    }

    private mutating func move(to microseconds: Int64) {
        guard !zone.isUTC else { return }
        let day = LocalZone.floor(microseconds, LocalZone.microsecondsPerDay)
        if day == self.day { return }
        let start = day * LocalZone.microsecondsPerDay
        let first = zone.offset(at: start)
        let isSteady = first == zone.offset(at: start + LocalZone.microsecondsPerDay)
        self.day = isSteady ? day : nil
        offset = isSteady ? first : zone.offset(at: microseconds)
        if offset % LocalZone.microsecondsPerQuarter != 0 { isMisaligned = true }
    }

    /// `Z`, `+05:45`, `-04:00`.
    private var offsetText: String {
        guard !zone.isUTC else { return "Z" }
        let minutes = abs(offset) / 60_000_000
        func padded(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        return (offset < 0 ? "-" : "+") + padded(minutes / 60) + ":" + padded(minutes % 60)
    }

    /// The week of ISO 8601: it belongs to the year that its Thursday is in.
    static func week(of day: Int64) -> String {
        let weekday = day + 3 - LocalZone.floor(day + 3, 7) * 7
        let thursday = day - weekday + 3
        let date = SQLTimestamp(microseconds: thursday * LocalZone.microsecondsPerDay).text
        let year = Int64(date.prefix(4)) ?? 0
        let leapDays = (year - 1_969) / 4 - (year - 1_901) / 100 + (year - 1_601) / 400
        let number = (thursday - (365 * (year - 1_970) + leapDays)) / 7 + 1
        return date.prefix(4) + "-W" + (number < 10 ? "0" : "") + String(number)
    }
}
