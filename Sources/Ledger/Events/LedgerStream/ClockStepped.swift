/// The wall clock jumped against the time that really passed. Permits keep their true age: each
/// start before this moves by `stepMicroseconds`.
public struct ClockStepped: EventBody {
    public static let type = "clock-stepped.v1"

    /// Positive when the clock went forward, negative when it went back.
    public let stepMicroseconds: Int64

    public init(stepMicroseconds: Int64) {
        self.stepMicroseconds = stepMicroseconds
    }

    private enum CodingKeys: String, CodingKey {
        case stepMicroseconds = "step_us"
    }
}
