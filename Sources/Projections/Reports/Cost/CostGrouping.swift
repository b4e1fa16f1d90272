/// What the rows of a cost report stand for.
package enum CostGrouping: String, Sendable, CaseIterable {
    /// By the account's name, whatever keys it had.
    case account
    /// By the model that answered; the one that was asked for if none did.
    case model
    case task
    /// By the local time at which the attempt ended; one that has not ended counts where it
    /// started. A week is that of ISO 8601, from Monday on.
    case hour, day, week, month
    case kind
    /// What an answer turned out to be, or `failed`, `unknown`, `open`.
    case outcome
    /// By the value of the tag ``CostQuery/tag``.
    case tag

    /// The most groupings of one report.
    package static let most = 4

    package var isTime: Bool { [.hour, .day, .week, .month].contains(self) }
}
