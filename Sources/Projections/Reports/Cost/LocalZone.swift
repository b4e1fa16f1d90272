internal import Foundation

/// The clock on the wall of some place, with its changes between summer and winter.
package struct LocalZone: Sendable, Hashable {
    static let microsecondsPerDay: Int64 = 86_400_000_000
    static let microsecondsPerQuarter: Int64 = 900_000_000

    package static let utc = LocalZone(name: "UTC", zone: nil)

    /// As in the time zone database, such as `Asia/Kathmandu`.
    package let name: String
    /// Nil in UTC, where nothing need be looked up.
    private let zone: TimeZone?

    private init(name: String, zone: TimeZone?) {
        self.name = name
        self.zone = zone
    }

    /// Nil if there is no place of this name.
    package init?(name: String) {
        if name == "UTC" {
            self = .utc
            return
        }
        // Only places: `GMT+0537` and `EST` are readings, not clocks that a place has.
        guard name.contains("/"), name.utf8.count <= 64, let zone = TimeZone(identifier: name)
        else { return nil }
        self.init(name: name, zone: zone)
    }

    package var isUTC: Bool { zone == nil }

    /// How far its clock is ahead of UTC at a moment, in microseconds.
    package func offset(at microseconds: Int64) -> Int64 {
        guard let zone else { return 0 }
        let seconds = Self.floor(microseconds, 1_000_000)
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
            * 1_000_000
    }

    /// The moment at which its clock shows `local`, the first one if it does so twice. When the
    /// clock skips it, the moment that it would have been without the skip: for the first thing
    /// skipped, that of the skip.
    package func instant(ofLocal local: Int64) -> Int64 {
        guard zone != nil else { return local }
        let before = offset(at: local - Self.microsecondsPerDay)
        let after = offset(at: local + Self.microsecondsPerDay)
        for offset in [before, after] where self.offset(at: local - offset) == offset {
            return local - offset
        }
        return local - before
    }

    static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        let quotient = value / unit
        return value % unit < 0 ? quotient - 1 : quotient
    }
}
