/// What was odd about the usage of an answer.
public struct UsageFlags: OptionSet, Hashable, Sendable {
    /// The answer came without a usage object.
    public static let absent = UsageFlags(rawValue: 1)
    /// More cached than prompt tokens were reported; the cached count was lowered to the prompt.
    public static let cachedClamped = UsageFlags(rawValue: 2)
    /// No way of counting reasoning tokens fits the reported total.
    public static let figuresContradict = UsageFlags(rawValue: 4)
    /// A count is missing, negative, fractional, or over `TokenUsage.countMax`.
    public static let unreadable = UsageFlags(rawValue: 8)
    /// The object is larger than what is kept word for word, or not UTF-8.
    public static let rawNotKept = UsageFlags(rawValue: 16)
    /// The reported cost is not a whole number of ticks that can be booked.
    public static let costUnreadable = UsageFlags(rawValue: 32)

    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }
}
