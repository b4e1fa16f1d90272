import Testing

@testable import GrokCommands

@Suite("Times that a user gives")
struct TimeBoundTests {
    @Test(
        "A day, a time and a zone are understood",
        arguments: [
            ("1970-01-01", 0), ("1970-01-02", 86_400_000_000),
            ("1970-01-01T00:01", 60_000_000), ("1970-01-01 00:00:01.5", 1_500_000),
            ("1970-01-01T00:00:00.000001Z", 1), ("1970-01-01T02:00:00+02:00", 0),
            ("1969-12-31T22:30-01:30", 0), ("2024-02-29", 1_709_164_800_000_000),
            ("2026-11-22T12:34:56Z", 1_795_350_896_000_000),
        ])
    func understood(text: String, microseconds: Int) {
        #expect(TimeBound(argument: text)?.microseconds == Int64(microseconds))
    }

    @Test(
        "What is no time is refused",
        arguments: [
            "", "yesterday", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-01T24:00",
            "2026-01-01T12:60", "2026-01-01T12:00:60", "2026-01-01T12", "2026-01-01T",
            "2026-1-1", "2026-01-01T12:00:00.1234567", "2026-01-01Z",
        ])
    func refused(text: String) {
        #expect(TimeBound(argument: text) == nil)
    }
}
