import Testing

@testable import GrokCommands

@Suite("Numbers and times in words")
struct CountTests {
    @Test(
        "Numbers have commas between thousands",
        arguments: [
            (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
            (Int64.max, "9,223,372,036,854,775,807"), (Int64.min, "-9,223,372,036,854,775,808"),
        ] as [(Int64, String)])
    func thousands(number: Int64, text: String) {
        #expect(Count.text(number) == text)
    }

    @Test("A noun follows its number")
    func nouns() {
        #expect(Count.text(1, "attempt") == "1 attempt")
        #expect(Count.text(0, "attempt") == "0 attempts")
        #expect(Count.text(2_000, "dependency", "dependencies") == "2,000 dependencies")
    }

    @Test(
        "Durations are cut, never rounded up",
        arguments: [
            (0, "0.00 s"), (1_239, "1.23 s"), (59_999, "59.99 s"), (60_000, "1 min 0 s"),
            (192_999, "3 min 12 s"), (3_600_000, "1 h 0 min"), (360_059_999, "100 h 0 min"),
        ] as [(Int64, String)])
    func durations(milliseconds: Int64, text: String) {
        #expect(Count.duration(milliseconds: milliseconds) == text)
    }

    @Test(
        "A reading of the clock is a date and a time in UTC",
        arguments: [
            (0, "1970-01-01", "00:00:00.000000"),
            (-1, "1969-12-31", "23:59:59.999999"),
            (951_782_400_000_000, "2000-02-29", "00:00:00.000000"),
            (1_709_251_199_999_999, "2024-02-29", "23:59:59.999999"),
            (1_709_251_200_000_000, "2024-03-01", "00:00:00.000000"),
            (4_107_542_400_000_000, "2100-03-01", "00:00:00.000000"),
            (1_795_350_896_789_012, "2026-11-22", "12:34:56.789012"),
        ] as [(Int64, String, String)])
    func civilTimes(microseconds: Int64, date: String, time: String) {
        let civil = CivilTime(microseconds: microseconds)
        #expect(civil.date == date)
        #expect(civil.time(decimals: 6) == time)
        #expect(civil.time() == time.prefix(8))
    }

    @Test("Day by day over 800 years every date follows the one before")
    func everyDay() {
        var last = CivilTime(microseconds: -86_400_000_000 * 146_097)
        for day in Int64(-146_096)...146_097 {
            let next = CivilTime(microseconds: day * 86_400_000_000)
            if next.day == 1 {
                let days = [
                    31, isLeap(last.year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
                ]
                #expect(last.day == days[Int(last.month) - 1])
                #expect(next.month == last.month % 12 + 1)
                #expect(next.year == last.year + (last.month == 12 ? 1 : 0))
            } else {
                #expect(next.day == last.day + 1 && next.month == last.month)
            }
            last = next
        }
    }

    private func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}
