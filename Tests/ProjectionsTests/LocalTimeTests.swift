import Testing

@testable import Projections

@Suite("The clock of a place")
struct LocalTimeTests {
    static let quarter: Int64 = 900_000_000
    static let hour: Int64 = 4 * quarter

    /// Midnight of a day since 1970, by the clock of the place.
    private static func midnight(_ day: Int64, _ zone: LocalZone) -> Int64 {
        zone.instant(ofLocal: day * LocalZone.microsecondsPerDay)
    }

    @Test(
        "A day has 24 hours, 23 when the clock goes forward and 25 when it goes back",
        arguments: [
            // 29 March, 25 October and 22 November 2026.
            ("Europe/Berlin", 20_541, 23), ("Europe/Berlin", 20_751, 25),
            ("Europe/Berlin", 20_779, 24), ("Asia/Kathmandu", 20_751, 24), ("UTC", 20_751, 24),
            // 8 March and 1 November 2026.
            ("America/New_York", 20_520, 23), ("America/New_York", 20_758, 25),
        ] as [(String, Int64, Int)])
    func hours(place: String, day: Int64, count: Int) throws {
        let zone = try #require(LocalZone(name: place))
        let (start, end) = (Self.midnight(day, zone), Self.midnight(day + 1, zone))
        #expect(end - start == Int64(count) * Self.hour)
        var (hours, days) = (LocalPeriod(.hour, zone), LocalPeriod(.day, zone))
        var names: [String: Int64] = [:]
        var dates: Set<String> = []
        for moment in stride(from: start, to: end, by: Int(Self.quarter)) {
            let name = hours.name(moment)
            names[name.text] = name.order
            dates.insert(days.name(moment).text)
        }
        #expect(names.count == count && Set(names.values).count == count)
        #expect(names.values.min() == start)
        #expect(dates.count == 1)
        #expect(days.name(end).text != dates.first && days.name(start - 1).text != dates.first)
        #expect(!hours.isMisaligned)
    }

    @Test("An hour in Kathmandu begins at a quarter past in UTC and says how far it is ahead")
    func kathmandu() throws {
        let zone = try #require(LocalZone(name: "Asia/Kathmandu"))
        var hours = LocalPeriod(.hour, zone)
        let noon = 20_779 * LocalZone.microsecondsPerDay + 12 * Self.hour
        #expect(hours.name(noon + Self.quarter - 1).text == "2026-11-22T17:00+05:45")
        #expect(hours.name(noon + Self.quarter).text == "2026-11-22T18:00+05:45")
    }

    @Test(
        "Weeks are those of ISO 8601, also around a new year",
        arguments: [
            (0, "1970-W01"), (20_779, "2026-W47"), (20_780, "2026-W48"), (20_818, "2026-W53"),
            (20_821, "2026-W53"), (20_822, "2027-W01"), (19_722, "2023-W52"), (19_723, "2024-W01"),
            (20_086, "2024-W52"), (20_087, "2025-W01"),
        ] as [(Int64, String)])
    func weeks(day: Int64, name: String) {
        #expect(LocalPeriod.week(of: day) == name)
    }

    @Test("A time that the clock skips is that of the skip, one that it shows twice the first")
    func changes() throws {
        let zone = try #require(LocalZone(name: "Europe/Berlin"))
        let spring = 20_541 * LocalZone.microsecondsPerDay
        #expect(zone.instant(ofLocal: spring + 2 * Self.hour) == spring + Self.hour)
        let autumn = 20_751 * LocalZone.microsecondsPerDay
        #expect(zone.instant(ofLocal: autumn + 2 * Self.hour) == autumn)
        #expect(zone.offset(at: autumn + Self.hour - 1) == 2 * Self.hour)
        #expect(zone.offset(at: autumn + Self.hour) == Self.hour)
    }

    @Test(
        "What is no place is none",
        arguments: ["", "Mars/Olympus", "EST", "GMT+0537", "utc", "../etc/passwd", "+05:45"])
    func noPlace(name: String) {
        #expect(LocalZone(name: name) == nil)
    }
}
