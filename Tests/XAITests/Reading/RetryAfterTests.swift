import Testing

@testable import XAI

@Suite("The Retry-After header")
struct RetryAfterTests {
    private func wait(_ value: String, date: String? = nil, now: Int64 = 784_111_000) -> Int64? {
        RetryAfter.milliseconds(value, date: date, nowSeconds: now)
    }

    @Test("Seconds, whole or not, become milliseconds")
    func seconds() {
        #expect(wait("0") == 0)
        #expect(wait("7") == 7_000)
        #expect(wait(" 7 ") == nil || wait("7 ") == 7_000)
        #expect(wait("1.5") == 1_500)
        #expect(wait("0.0001") == 1)
        #expect(wait("2.") == 2_000)
    }

    @Test("A date is measured against the answer's own clock, else against ours")
    func date() {
        let value = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(HTTPDate.seconds(value) == 784_111_777)
        #expect(wait(value, date: "Sun, 06 Nov 1994 08:49:30 GMT") == 7_000)
        #expect(wait(value, now: 784_111_770) == 7_000)
        #expect(wait(value, now: 784_111_999) == 0)
    }

    @Test("Dates are right across leap years")
    func leapYears() {
        #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(HTTPDate.seconds("Thu, 29 Feb 2024 12:00:00 GMT") == 1_709_208_000)
        #expect(HTTPDate.seconds("Sun, 22 Nov 2026 00:00:00 GMT") == 1_795_305_600)
        #expect(HTTPDate.seconds("Wed, 01 Mar 2000 00:00:00 GMT") == 951_868_800)
    }

    @Test(
        "What is neither is no wait at all",
        arguments: ["", "soon", "-5", "1.2.3", "5s", "1e3", "Sun, 06 Nov 1994", "٣"])
    func unreadable(value: String) {
        #expect(wait(value) == nil)
    }

    @Test("No wait is longer than a day")
    func bounded() {
        #expect(wait("99999999999999999999999") == 86_400_000)
        #expect(wait("Fri, 31 Dec 9999 23:59:59 GMT") == 86_400_000)
    }
}
