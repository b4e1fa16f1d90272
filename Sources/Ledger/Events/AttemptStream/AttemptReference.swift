/// What an attempt is, repeated in each of its events, so that one event alone can be summed by
/// account, model and kind in any SQL shell.
public struct AttemptReference: Hashable, Sendable, Codable {
    /// The id of its `attempt-started`.
    public let id: EventID
    public let call: Call
    /// Which attempt of its call this is, from 1.
    public let number: Int
    public let account: String
    /// The fingerprint of the account's key: cost belongs to the key, not to the name.
    public let key: String
    /// The model that was asked for.
    public let model: String
    /// The bound that is held until the outcome is known; nil when the model has no price.
    public let holdTicks: Ticks?

    public init(
        id: EventID, call: Call, number: Int, account: String, key: String, model: String,
        holdTicks: Ticks?
    ) {
        self.id = id
        self.call = call
        self.number = number
        self.account = account
        self.key = key
        self.model = model
        self.holdTicks = holdTicks
    }

    private enum CodingKeys: String, CodingKey {
        case id, call, number, account, key, model
        case holdTicks = "hold_ticks"
    }
}
