/// A time as SQLite's `CURRENT_TIMESTAMP` writes it: `2026-11-22 14:05:09`, in UTC.
struct SQLTimestamp {
    static let count = 19

    private let seconds: Int64

    /// - Parameter microseconds: Since 1970 UTC; what is less than a second is dropped.
    init(microseconds: Int64) {
        let whole = microseconds / 1_000_000
        seconds = microseconds % 1_000_000 < 0 ? whole - 1 : whole
    }

    var text: String {
        withBytes {
            String(decoding: UnsafeBufferPointer(start: $0, count: Self.count), as: UTF8.self)
        }
    }

    /// The characters.
    func withBytes<Result>(_ use: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let time = seconds - days * 86_400
        let (year, month, day) = Self.date(days)
        return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.count) { buffer in
            Self.write(year, digits: 4, at: 0, buffer)
            buffer[4] = UInt8(ascii: "-")
            Self.write(month, digits: 2, at: 5, buffer)
            buffer[7] = UInt8(ascii: "-")
            Self.write(day, digits: 2, at: 8, buffer)
            buffer[10] = UInt8(ascii: " ")
            Self.write(time / 3_600, digits: 2, at: 11, buffer)
            buffer[13] = UInt8(ascii: ":")
            Self.write(time / 60 % 60, digits: 2, at: 14, buffer)
            buffer[16] = UInt8(ascii: ":")
            Self.write(time % 60, digits: 2, at: 17, buffer)
            guard let start = buffer.baseAddress else { preconditionFailure("no memory") }
            return try use(UnsafePointer(start))
        }
    }

    private static func write(
        _ number: Int64, digits: Int, at position: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>
    ) {
        var rest = number
        for index in (position..<position + digits).reversed() {
            buffer[index] = UInt8(ascii: "0") + UInt8(abs(rest % 10))
            rest /= 10
        }
    }

    /// The Gregorian date of a day since 1970, counted in eras of 400 years that begin in March.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
