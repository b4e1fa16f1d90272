/// What the rows of a cost report stand for.
package enum CostGrouping: String, Sendable, CaseIterable {
    /// By the account's name, whatever keys it had.
    case account
    /// By the model that answered; the one that was asked for if none did.
    case model
    case task
    /// By the day (UTC) on which the attempt ended; one that has not ended counts where it started.
    case day
    case kind
    /// One row at most: everything.
    case nothing
}
