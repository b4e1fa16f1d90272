/// What an attempt of unknown outcome was billed has become known. Its hold ends with this, and it
/// happens to an attempt once.
public struct AttemptResolved: EventBody {
    public static let type = "attempt-resolved.v1"

    public let attempt: AttemptReference
    public let resolution: Resolution
    /// Who says so.
    public let source: ResolutionSource
    /// What was billed, which may be more than the hold; nil unless it was billed.
    public let ticks: Ticks?

    public init(attempt: AttemptReference, source: ResolutionSource, billed ticks: Ticks?) {
        self.attempt = attempt
        self.source = source
        self.ticks = ticks
        resolution = ticks == nil ? .notBilled : .billed
    }
}

public enum Resolution: String, Sendable, Codable, CaseIterable {
    case billed
    case notBilled = "not-billed"
}

public enum ResolutionSource: String, Sendable, Codable, CaseIterable {
    /// A person, who has seen the provider's bill.
    case `operator`
}
