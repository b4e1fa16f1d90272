/// How long one attempt may take. A short timeout pays twice, so these are long.
public struct Timeouts: Hashable, Sendable, Codable {
    public var connectMs: Int64
    /// From the request's last byte to the answer's first.
    public var firstByteMs: Int64
    /// Between two chunks of an answer.
    public var idleMs: Int64
    public var totalMs: Int64

    public static let documented = Timeouts(
        connectMs: 10_000, firstByteMs: 600_000, idleMs: 300_000, totalMs: 1_800_000)

    public init(connectMs: Int64, firstByteMs: Int64, idleMs: Int64, totalMs: Int64) {
        self.connectMs = connectMs
        self.firstByteMs = firstByteMs
        self.idleMs = idleMs
        self.totalMs = totalMs
    }

    private enum CodingKeys: String, CodingKey {
        case connectMs = "connect_ms"
        case firstByteMs = "first_byte_ms"
        case idleMs = "idle_ms"
        case totalMs = "total_ms"
    }
}
