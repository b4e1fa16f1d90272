/// A reading of the wall clock: microseconds since 1970 UTC. It is only a reading; the order of
/// events is their position.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// This reading moved by `milliseconds`.
    public func advanced(milliseconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + milliseconds * 1000)
    }

    /// Milliseconds from `earlier` to this reading, rounded down; negative if it is the later one.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        let difference = microseconds - earlier.microseconds
        return difference >= 0 ? difference / 1000 : -((999 - difference) / 1000)
    }

    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}
