/// What an attempt cost is corrected: the events of the attempt stay what they are, and sums of
/// cost have this beside them. An attempt can be adjusted several times.
public struct CostAdjusted: EventBody {
    public static let type = "cost-adjusted.v1"

    public let attempt: AttemptReference
    /// What is to be added to what has been settled so far; less than zero for a credit.
    public let ticks: Ticks
    public let reason: AdjustmentReason
    /// Where it is written, such as the number of an invoice.
    public let reference: Commitment

    public init(
        attempt: AttemptReference, ticks: Ticks, reason: AdjustmentReason, reference: Commitment
    ) {
        self.attempt = attempt
        self.ticks = ticks
        self.reason = reason
        self.reference = reference
    }
}

/// Why a cost is corrected.
public enum AdjustmentReason: String, Sendable, Codable, CaseIterable {
    /// An invoice says another amount.
    case invoice
    /// The provider gave something back.
    case credit
    /// The provider corrected what it had reported.
    case correction
}
