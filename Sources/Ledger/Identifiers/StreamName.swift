/// The sequence of events that belongs together and is versioned together.
public struct StreamName: Hashable, Sendable {
    public let text: String

    package init(text: String) {
        self.text = text
    }

    /// Facts about the ledger itself.
    public static let ledger = StreamName(text: "ledger")

    /// Facts about what was done to the record itself.
    public static let audit = StreamName(text: "audit")

    /// Which price books are used.
    public static let prices = StreamName(text: "prices")

    /// Facts about the account of this name.
    public static func account(_ name: String) -> StreamName {
        StreamName(text: "account-" + name)
    }

    /// The task of a `task-…` stream, otherwise nil.
    public var task: TaskID? {
        text.hasPrefix("task-") ? TaskID(text: text.dropFirst(5)) : nil
    }
}
