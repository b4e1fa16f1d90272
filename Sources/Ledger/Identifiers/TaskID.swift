/// The name of a task: 12 characters of Crockford's base 32 in lower case, all of them random, so
/// that a prefix of a few is enough to type.
public struct TaskID: Hashable, Sendable {
    public static let length = 12
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    public let text: String

    /// 60 bits of `random` make the name.
    package init(random: UInt64) {
        text = String(
            (0..<Self.length).map { Self.alphabet[Int(random >> UInt64($0 * 5) & 31)] })
    }

    /// Nil unless `text` is 12 characters of the alphabet.
    public init?(text: some StringProtocol) {
        guard text.count == Self.length, Self.isPrefix(text) else { return nil }
        self.text = String(text)
    }

    /// Whether `text` could be the beginning of a name.
    public static func isPrefix(_ text: some StringProtocol) -> Bool {
        text.count <= length && text.allSatisfy(alphabet.contains)
    }

    public var stream: StreamName { StreamName(text: "task-" + text) }
}

extension TaskID: Codable, CustomStringConvertible {
    public var description: String { text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = TaskID(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a task id is 12 base-32 characters")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
